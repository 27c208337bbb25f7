import { createApp } from 'vue';
import './tokens.css';
import App from '#app/App.vue';
import '#app/base.css';
import { router } from '#app/router.ts';
import { settings } from '#shared/settings.ts';
import { i18n, useLanguage } from '#shared/texts.ts';

await useLanguage(settings.locale);
createApp(App).use(i18n).use(router).mount('#app');
