import { createSSRApp } from 'vue';
import App from './App.vue';

// #ifdef H5
/** The pages as uni-app's router knows them. An address that is none of them would show nothing at all. */
declare const __uniRoutes: { path: string; redirect: string }[];
__uniRoutes.push({ path: '/:rest(.*)*', redirect: '/pages/missing/index' });
// #endif

/** uni-app calls this once on every platform. */
export function createApp() {
  return { app: createSSRApp(App) };
}
