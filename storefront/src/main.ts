import { createSSRApp } from 'vue';
import App from './App.vue';

// #ifdef H5
/** The pages as uni-app's router knows them. An address that is none of them would show nothing at all. */
(Reflect.get(globalThis, '__uniRoutes') as { path: string; redirect: string }[]).push({ path: '/:rest(.*)*', redirect: '/pages/missing/index' });
// #endif

/** uni-app calls this once on every platform. */
export function createApp() {
  return { app: createSSRApp(App) };
}
