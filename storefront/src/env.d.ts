/// <reference types="vite/client" />
import '@vue/runtime-dom';

/** Attributes that uni-app adds to elements whose names HTML or SVG also have: input; view, text and image count as SVG's. */
declare module '@vue/runtime-dom' {
  interface InputHTMLAttributes {
    'confirm-type'?: 'send' | 'search' | 'next' | 'go' | 'done';
    'placeholder-class'?: string;
    password?: boolean;
    focus?: boolean;
    'cursor-spacing'?: number;
    onConfirm?: () => void;
  }
  interface SVGAttributes {
    'hover-class'?: string;
    src?: string;
    mode?: 'aspectFill' | 'aspectFit';
    'lazy-load'?: boolean;
    selectable?: boolean;
    'user-select'?: boolean;
    [data: `data-${string}`]: string | undefined;
  }
}
