import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import uniModule from '@dcloudio/vite-plugin-uni';
import { defineConfig, type Plugin } from 'vite';

// The plugin is CommonJS: depending on how the config is bundled its function sits on `.default`.
const uni: typeof uniModule = (uniModule as { default?: typeof uniModule }).default ?? uniModule;

/**
 * Finishes the build of H5. The styles of uni-app fetch pictures of shadows from its maker's server, which we neither use nor allow: they go.
 * Every text file gets a .gz beside it, so that the server compresses nothing while it runs.
 */
function finished(): Plugin {
  let directory = '';
  return {
    name: 'finished', apply: 'build', enforce: 'post',
    configResolved(config) { directory = config.build.outDir; },
    closeBundle() {
      for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        if (entry.name.endsWith('.css')) writeFileSync(path, readFileSync(path, 'utf8').replace(/url\(https?:[^)]*\)/g, 'none'));
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

/** Switches parts of uni-app off that the storefront does not use: they are a tenth of its first page. */
function leaner(): Plugin {
  const unused = ['__UNI_FEATURE_I18N_ES__', '__UNI_FEATURE_I18N_FR__', '__UNI_FEATURE_I18N_ZH_HANT__', '__UNI_FEATURE_WXS__', '__UNI_FEATURE_LONGPRESS__', '__UNI_FEATURE_RPX__'];
  return { name: 'leaner', enforce: 'post', config: () => ({ define: Object.fromEntries(unused.map((feature) => [feature, false])) }) };
}

/** What the texts say of several levels of referral: no mini program may (LAW), and what it does not show is not in it either. */
const SEVERAL_LEVELS = /^(team|levels|poster)\.|^rewards\.(differential|step\.(extra|refundedFriend))$/;
function singleLevel(): Plugin {
  return {
    name: 'single-level', enforce: 'pre',
    transform(code, id) {
      if (!/\/texts\/(zh-CN|en)\.json$/.test(id)) return undefined;
      return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(code) as Record<string, string>).filter(([key]) => !SEVERAL_LEVELS.test(key))));
    },
  };
}

const platform = process.env['UNI_PLATFORM'] ?? 'h5';
export default defineConfig({ plugins: [uni(), ...(platform === 'h5' ? [leaner(), finished()] : []), ...(platform === 'mp-weixin' ? [singleLevel()] : [])] });
