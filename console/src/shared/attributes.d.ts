/** Attributes that fall through to the element of a component; strict templates know only declared ones. */
export {};
declare module 'vue' {
  interface AllowedComponentProps {
    title?: string | undefined;
    href?: string | undefined;
    target?: string | undefined;
    'aria-label'?: string | undefined;
    'aria-busy'?: boolean | undefined;
    'aria-selected'?: boolean | undefined;
    role?: string | undefined;
    tabindex?: string | undefined;
    onKeydown?: ((event: KeyboardEvent) => void) | undefined;
    'data-search'?: true | undefined;
    dataSearch?: true | undefined;
  }
}
