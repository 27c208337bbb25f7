import { expect, test } from 'vitest';
import { inTurn } from './in-turn';

/** An act that ends when it is told to, and tells what stood in the form when it began. */
function slow() {
  const form = { text: '' };
  const sent: string[] = [];
  const ends: (() => void)[] = [];
  const save = inTurn(() => new Promise<string>((done, fail) => {
    const { text } = form;
    sent.push(text);
    ends.push(() => { if (text === 'bad') fail(new Error(text)); else done(text); });
  }));
  const end = async (): Promise<void> => { ends.shift()?.(); await new Promise((next) => { setTimeout(next); }); };
  return { form, sent, save, end };
}

test('who calls while it runs waits for it, and what he wrote is done once more, for all who wait', async () => {
  const { form, sent, save, end } = slow();
  form.text = 'a';
  const first = save();
  form.text = 'b';
  const [second, third] = [save(), save()];
  form.text = 'c';
  expect(sent).toEqual(['a']);
  await end();
  expect(await first).toBe('a');
  expect(sent).toEqual(['a', 'c']);
  await end();
  expect(await Promise.all([second, third])).toEqual(['c', 'c']);
  const fourth = save();
  await end();
  expect(await fourth).toBe('c');
  expect(sent).toHaveLength(3);
});

test('one that fails does not keep the next from being done', async () => {
  const { form, save, end } = slow();
  form.text = 'bad';
  const first = save();
  const refused = expect(first).rejects.toThrow('bad');
  form.text = 'good';
  const second = save();
  await end();
  await refused;
  await end();
  expect(await second).toBe('good');
});
