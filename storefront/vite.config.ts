import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import uniModule from '@dcloudio/vite-plugin-uni';
import { defineConfig, type Plugin } from 'vite';

// The plugin is CommonJS: depending on how the config is bundled its function sits on `.default`.
const uni: typeof uniModule = (uniModule as { default?: typeof uniModule }).default ?? uniModule;

/** Writes a .gz beside every text file of the build, so that the server compresses nothing while it runs. */
function compressed(): Plugin {
  let directory = '';
  return {
    name: 'compressed', apply: 'build', enforce: 'post',
    configResolved(config) { directory = config.build.outDir; },
    closeBundle() {
      for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}

const platform = process.env['UNI_PLATFORM'] ?? 'h5';
export default defineConfig({ plugins: [uni(), ...(platform === 'h5' ? [compressed()] : [])] });
