import { describe, expect, it, test } from 'vitest';
import { encounterSchema } from '../../core/encounter/schema.ts';
import type { ClaimContent } from '../../core/x12/claim-content.ts';
import type { X12Item } from '../../core/x12/read.ts';
import { writeDental } from '../../core/x12/sets/d837-write.ts';
import { writeInstitutional } from '../../core/x12/sets/i837-write.ts';
import { writeProfessional } from '../../core/x12/sets/p837-write.ts';
import type { AnyClaim } from '../../core/x12/types.ts';
import { envelope } from '../core/x12/p837-cases.ts';
import { isOurs, itemsOf, type Row, readingOf, rows } from './corpus.ts';

/** Every 837 of the corpus that we accept: no claim is lost, and what we write from a claim reads as the claim did. */

const claimsIn = (items: readonly X12Item[]): readonly AnyClaim[] =>
  items.flatMap((item) => (item.kind === 'claim' ? [item.claim] : []));

const VERSIONS = { P: '005010X222A1', I: '005010X223A2', D: '005010X224A2' } as const;
const OPTIONS = { upperCase: true };

/** Claims of one kind, written by the writer of their kind. */
function written(claims: readonly AnyClaim[]): string {
  const [first] = claims;
  if (first === undefined) throw new Error('no claims');
  const { header, content } = first;
  const filed = <C extends ClaimContent>(type: C['claimType']) =>
    claims.flatMap((claim, n) =>
      claim.content.claimType === type ? [{ filingId: `WIDE${n}-1`, content: claim.content as C }] : [],
    );
  const set = <C extends ClaimContent>(type: C['claimType']) => [
    { controlNo: '0001', header, claims: filed<C>(type) },
  ];
  const version = VERSIONS[content.claimType];
  const result =
    content.claimType === 'P'
      ? writeProfessional(envelope, version, set('P'), OPTIONS)
      : content.claimType === 'I'
        ? writeInstitutional(envelope, version, set('I'), OPTIONS)
        : writeDental(envelope, version, set('D'), OPTIONS);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.text;
}

/** Without what we replace (claim and line numbers), what we do not send on, and what cleaning may change. */
function carried(content: ClaimContent): unknown {
  const { claimNo: _, lines, coverages, ...rest } = content;
  const sent = {
    ...rest,
    coverages: coverages.map((coverage) => {
      if (coverage.seq !== content.destination || coverage.subscriber === undefined) return coverage;
      const { entityType, name, last, first, middle, suffix } = coverage.subscriber;
      return { ...coverage, subscriber: { entityType, name, last, first, middle, suffix } };
    }),
    lines: lines.map(({ lineControlNo: __, ...line }) => {
      // A line's place of service is sent where it is another than the claim's.
      const isSent = !('pos' in line) || !('pos' in content) || line.pos !== content.pos;
      return isSent ? line : { ...line, pos: undefined };
    }),
  };
  const tidy = (_key: string, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (/^\d*\.\d+$/.test(value)) return String(Number(value));
    return value
      .toUpperCase()
      .replaceAll(/ +/g, ' ')
      .replace(/^(\d\d)-(\d{7})$/, '$1$2')
      .trim();
  };
  return JSON.parse(JSON.stringify(sent, tidy));
}

describe.each(['837P', '837I', '837D'])('an accepted %s', async (type) => {
  const accepted: (readonly [file: string, row: Row])[] = [];
  for (const row of rows.filter((r) => isOurs(r) && r.types.every((t) => t === type))) {
    const { sets } = await readingOf(row);
    if (sets.every((set) => set.accepted)) accepted.push([row.file, row]);
  }

  it('is what several of them are', () => {
    expect(accepted.length).toBeGreaterThanOrEqual(5);
  });

  test.each(accepted)('%s is written as it was read', async (_, row) => {
    const claims = claimsIn((await readingOf(row)).items);
    expect(claims).toHaveLength(row.claims);
    for (const { content } of claims) {
      if (content.claimType === 'P') expect(encounterSchema.safeParse(content).error).toBeUndefined();
    }
    const again = await itemsOf(Buffer.from(written(claims)));
    expect(again.filter((item) => item.kind === 'finding' && item.finding.level <= 2)).toEqual([]);
    expect(claimsIn(again).map(({ content }) => carried(content))).toEqual(
      claims.map(({ content }) => carried(content)),
    );
  });
});
