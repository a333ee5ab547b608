import type { Terminal } from '../world.ts';

export interface Progress {
  /** 0 to 1. */
  readonly fraction: number;
  /** What has been done so far, in a few words. */
  readonly text: string;
}

export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Clears the bar; nothing of it stays on a screen. */
  readonly end: () => void;
}

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
/** Between two lines where a bar cannot be drawn. */
const LINE_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

/** `[######------------------]  25 % text`, cut to the width of the screen. */
export function bar({ fraction, text }: Progress, columns: number): string {
  const part = Math.min(1, Math.max(0, fraction));
  const filled = Math.round(part * BAR_WIDTH);
  const percent = String(Math.floor(part * 100)).padStart(3);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}] ${percent} %  ${text}`.slice(
    0,
    columns - 1,
  );
}

/** A bar on a screen; elsewhere a plain line now and then. Always on standard error. */
export function progressView({ err, redraws, columns }: Terminal, now: () => number): ProgressView {
  let shownAt = redraws ? Number.NEGATIVE_INFINITY : now();
  let drawn = false;
  return {
    show: (progress) => {
      if (now() - shownAt < (redraws ? REDRAW_MS : LINE_MS)) return;
      shownAt = now();
      drawn = redraws;
      err(redraws ? CLEAR_LINE + bar(progress, columns) : `${progress.text}\n`);
    },
    end: () => {
      if (drawn) err(CLEAR_LINE);
      drawn = false;
    },
  };
}
