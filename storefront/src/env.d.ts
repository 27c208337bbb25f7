/// <reference types="vite/client" />
import '@vue/runtime-dom';

/** Attributes that uni-app adds to elements whose names HTML or SVG also have: input and textarea; view, text and image count as SVG's. */
declare module '@vue/runtime-dom' {
  interface InputHTMLAttributes {
    'confirm-type'?: 'send' | 'search' | 'next' | 'go' | 'done';
    'placeholder-class'?: string;
    password?: boolean;
    focus?: boolean;
    'cursor-spacing'?: number;
    onConfirm?: () => void;
  }
  interface TextareaHTMLAttributes {
    'placeholder-class'?: string;
    'cursor-spacing'?: number;
    'auto-height'?: boolean;
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
