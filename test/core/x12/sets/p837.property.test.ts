import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encounter } from '../../../../core/encounter/model.ts';
import { cents } from '../../../../core/money.ts';
import { cleanText } from '../../../../core/x12/syntax/clean.ts';
import { DELIMITERS } from '../../../../core/x12/syntax/write.ts';
import { claimsIn, codesIn, encounterA, filed, itemsOf, written } from '../p837-cases.ts';

/** Laws of domain.md 3.3: parse(write(x)) = clean(x), and what is written is whole whatever the data. */

const [coverage] = encounterA.coverages;
const [firstLine] = encounterA.lines;
if (coverage === undefined || firstLine === undefined) throw new Error('example A has a coverage and a line');

const clean = (raw: string, max: number): string =>
  cleanText(raw, max, { delimiters: DELIMITERS, upperCase: true }).value;
/** Any text that leaves something after cleaning. */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 90 })
  .filter((raw) => clean(raw, 35) !== '');
const identifier = fc.stringMatching(/^[A-Z0-9][A-Z0-9-]{1,19}$/);
const money = fc.integer({ min: 0, max: 9_999_999 }).map(cents);
const date = fc.constantFrom('20260105', '20240229', '20251231');

const line = fc.record({
  code: fc.constantFrom('99213', '87880', 'J3301'),
  modifiers: fc.uniqueArray(fc.constantFrom('25', '59', 'QW', 'GT'), { minLength: 1 }),
  description: text,
  chargeCents: money,
  units: fc.constantFrom('1', '2.5', '.5', '10'),
  dx: fc.uniqueArray(fc.integer({ min: 1, max: 2 }), { minLength: 1 }),
  from: date,
  notes: text.map((note) => [{ type: 'ADD', text: note }]),
  salesTaxCents: money,
});

const encounter: fc.Arbitrary<Encounter> = fc
  .record({
    last: text,
    first: text,
    address1: text,
    note: text,
    memberId: identifier,
    priorAuthNo: identifier,
    paid: money,
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    secondary: fc.boolean(),
  })
  .map(({ last, first, address1, note, memberId, priorAuthNo, paid, lines, secondary }) => ({
    ...encounterA,
    patient: { ...encounterA.patient, entityType: '1', last, first, address1 },
    coverages: [
      { ...coverage, memberId },
      ...(secondary
        ? [{ ...coverage, seq: 2, memberId: 'OTHER', payer: { name: 'OTHER', id: '99009' } }]
        : []),
    ],
    note: { type: 'ADD', text: note },
    priorAuthNo,
    patientPaidCents: paid,
    lines,
  }));

const sum = (lines: Encounter['lines']) => cents(lines.reduce((total, l) => total + l.chargeCents, 0));

/** What cleaning makes of an encounter, as a reader gives it. */
const cleaned = (content: Encounter, filingId: string): Encounter => ({
  ...content,
  claimNo: filingId,
  totalChargeCents: sum(content.lines),
  rendering: { entityType: '1', ...content.rendering },
  patient: {
    ...content.patient,
    last: clean(content.patient.last ?? '', 60),
    first: clean(content.patient.first ?? '', 35),
    middle: 'Q',
    address1: clean(content.patient.address1 ?? '', 55),
    city: 'SPRINGFIELD',
  },
  note: { type: 'ADD', text: clean(content.note?.text ?? '', 80) },
  diagnoses: content.diagnoses.map((dx) => dx.replace('.', '')),
  lines: content.lines.map((l, i) => ({
    ...l,
    description: clean(l.description ?? '', 80),
    notes: l.notes?.map((n) => ({ ...n, text: clean(n.text, 80) })),
    lineControlNo: `${filingId}-${i + 1}`,
  })),
});

describe('an 837P', () => {
  it('reads as what was written, cleaned', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(encounter, { minLength: 1, maxLength: 4 }), async (contents) => {
        const items = await itemsOf(written(contents.map((c, i) => filed(c, `C${i}-1`))).text);
        const read = new Map(claimsIn(items).map(({ content }) => [content.claimNo, content]));
        expect(codesIn(items)).toEqual([]);
        for (const [i, content] of contents.entries())
          expect(read.get(`C${i}-1`)).toEqual(cleaned(content, `C${i}-1`));
      }),
      { numRuns: 60 },
    );
  });

  it('has right counts, and no delimiter or outer blank in any element', () => {
    fc.assert(
      fc.property(fc.array(encounter, { minLength: 1, maxLength: 4 }), (contents) => {
        const { text: out } = written(contents.map((c, i) => filed(c, `C${i}-1`)));
        const segments = out.split('~\n').slice(0, -1);
        expect(out).toMatch(/^[ -~\n]*$/);
        expect(segments.at(-3)).toBe(`SE*${segments.length - 4}*0001`);
        expect(segments.slice(-2)).toEqual(['GE*1*101', 'IEA*1*000000101']);
        const parts = segments.slice(1).flatMap((segment) => segment.split(/[*:]/));
        expect(parts.filter((part) => part !== part.trim() || /[\^~]/.test(part))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same bytes when written twice', () => {
    fc.assert(
      fc.property(encounter, (content) => {
        expect(written([filed(content)]).text).toBe(written([filed(structuredClone(content))]).text);
      }),
      { numRuns: 30 },
    );
  });

  it('reads the same wherever its chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(encounter, fc.integer({ min: 1, max: 97 }), async (content, size) => {
        const bytes = Buffer.from(written([filed(content)]).text);
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
        expect(await itemsOf(chunks)).toEqual(await itemsOf([bytes]));
      }),
      { numRuns: 40 },
    );
  });
});
