import { createHash } from 'node:crypto';
import type { Assembly } from '../../../core/claim/assemble.ts';
import { changedExample } from '../../../core/edits/example.ts';
import type { Encounter } from '../../../core/encounter/model.ts';

export const assembly: Assembly = {
  clientId: 'riverbend',
  clientCode: 'RVB',
  partnerId: 'sandbox',
  encounterKey: 'key',
  hash: (text) => createHash('sha256').update(text).digest('hex'),
};

const plainLine = { code: '99213', chargeCents: 1000, units: '1', dx: [1], from: '20260105' };

/** The example encounter with lines that differ from a plain one as given, and any other fields. */
export const encounterOf = (lines: readonly object[], others: object = {}): Encounter =>
  changedExample({ ...others, lines: lines.map((line) => ({ ...plainLine, ...line })) });

export const times = (count: number, line: object = {}): readonly object[] =>
  Array.from({ length: count }, () => line);

/** `A00` to `Z99` as far as needed. */
export const diagnosesOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `A${String(i).padStart(2, '0')}`);
