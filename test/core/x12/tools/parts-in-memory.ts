import { readFileSync } from 'node:fs';
import type { PartInfo, PartSink } from '../../../../core/x12/tools/part.ts';
import type { ToolRefusal } from '../../../../core/x12/tools/refusal.ts';
import { type SplitOptions, type SplitTotals, splitX12 } from '../../../../core/x12/tools/split.ts';

export interface MemoryPart extends PartInfo {
  text: string;
  closed: boolean;
}

/** Keeps parts as text. */
export function memorySink(): { readonly sink: PartSink; readonly parts: MemoryPart[] } {
  const parts: MemoryPart[] = [];
  const sink: PartSink = {
    open: (info) => {
      const part = { ...info, text: '', closed: false };
      parts.push(part);
      return {
        write: (bytes) => {
          part.text += Buffer.from(bytes).toString('latin1');
        },
        close: () => {
          part.closed = true;
        },
      };
    },
  };
  return { sink, parts };
}

export interface SplitMade {
  readonly parts: readonly MemoryPart[];
  readonly totals: SplitTotals | null;
  readonly refusal: ToolRefusal | null;
}

export async function split(text: string, options: SplitOptions): Promise<SplitMade> {
  const { sink, parts } = memorySink();
  const result = await splitX12([Buffer.from(text, 'latin1')], options, sink);
  return {
    parts,
    totals: result.ok ? result.value : null,
    refusal: result.ok ? null : result.error,
  };
}

export const textsOf = async (text: string, options: SplitOptions): Promise<readonly string[]> =>
  (await split(text, options)).parts.map((part) => part.text);

export const goldenX12 = (file: string): string =>
  readFileSync(new URL(`../../../golden/x12/${file}`, import.meta.url), 'latin1');
