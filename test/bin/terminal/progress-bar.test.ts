import { describe, expect, it, test } from 'vitest';
import { bar, progressView } from '../../../bin/terminal/progress-bar.ts';
import { memoryWorld } from '../memory-world.ts';

test.each([
  [0, '[------------------------]   0 %  text'],
  [0.5, '[############------------]  50 %  text'],
  [1, '[########################] 100 %  text'],
  [7, '[########################] 100 %  text'],
])('%d is drawn as %s', (fraction, drawn) => {
  expect(bar({ fraction, text: 'text' }, 80)).toBe(drawn);
});

it('is cut to the width of the screen, so that it never breaks a line', () => {
  expect(bar({ fraction: 0, text: 'x'.repeat(200) }, 40)).toHaveLength(39);
});

describe('on a screen', () => {
  it('redraws one line, not more often than an eye can follow, and clears it', () => {
    let nowMs = 0;
    const { world, said } = memoryWorld({ redraws: true, now: () => nowMs });
    const view = progressView(world.terminal, world.now);
    for (nowMs = 0; nowMs < 200; nowMs += 50) view.show({ fraction: 0, text: 'working' });
    view.end();
    expect(said.err.split('\r').filter((drawn) => drawn.includes('working'))).toHaveLength(2);
    expect(said.err.endsWith('\r\u001b[2K')).toBe(true);
  });
});

describe('elsewhere', () => {
  it('writes a plain line now and then', () => {
    let nowMs = 0;
    const { world, said } = memoryWorld({ now: () => nowMs });
    const view = progressView(world.terminal, world.now);
    for (nowMs = 0; nowMs <= 11_000; nowMs += 500) view.show({ fraction: 0, text: `at ${nowMs}` });
    view.end();
    expect(said).toEqual({ out: '', err: 'at 5000\nat 10000\n' });
  });
});
