import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The proofs of the whole shop come first: they are the longest, and one that begins last would leave the other workers idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean => /\/server\/test\/(crash|backup|hostile|oversell|sim)\//.test(moduleId);
    return (await super.sort(files)).sort((a, b) => Number(isLong(b)) - Number(isLong(a)));
  }
}

export default defineConfig({
  test: {
    include: ['{server,sdk,simulators,console,storefront,bench,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['server/test/cluster.ts'],
    // Two cores and a third worker: the proofs that kill and restart spend much of their time waiting. More only wait for each other.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // Nothing in the house is global, so files share a worker's modules: importing the app anew for each took a third of the run.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    env: { TZ: 'Asia/Shanghai' },
  },
});
