/**
 * Scenarios S30 to S34, S40 and S46 of domain.md 9: what becomes of an encounter before its claim may leave, and
 * how it is written. Amounts in dollars.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimNoOf, type Pipeline, type StoredClaim, startPipeline } from '../support/pipeline.ts';
import { coverage, encounter, type GivenEncounter, type Line } from './clinic.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** The claim of an encounter that was uploaded, sent or not; `part` where it was split. */
const claimOf = (given: GivenEncounter, part?: number): Promise<StoredClaim> =>
  pipeline.claim(claimNoOf('riverbend', given, part));

/** Uploads an encounter and gives its claim, which went out or is held. */
async function uploaded(given: GivenEncounter): Promise<StoredClaim> {
  await pipeline.upload('riverbend', [given]);
  return claimOf(given);
}

/** Ids of the edits that found something, of one severity. */
function edits({ events }: StoredClaim, severity: 'error' | 'warning' | 'info'): readonly string[] {
  const found = events.flatMap(({ facts }) => (facts.kind === 'assembled' ? facts.findings : []));
  return found.filter((finding) => finding.severity === severity).map(({ editId }) => editId);
}

/** The segments of the interchange that a claim went out in. */
async function written({ head }: StoredClaim): Promise<readonly string[]> {
  const controlNo = String(head.batch?.controlNo).padStart(9, '0');
  const text = await pipeline.object(`outbound/clearinghouse/${controlNo}.837`);
  return (text ?? '').split('~\n');
}

const segments = (lines: readonly string[], id: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${id}*`));

describe('S30: an encounter with 51 lines of 10', () => {
  const lines = Array.from({ length: 51 }, (_, i): Line => ({ code: String(12001 + i), charge: 10 }));
  const given = encounter('S30', lines, { patientPaidCents: 25_00 });

  it('becomes claim A with 50 lines of 500 in all, and claim B with one line of 10', async () => {
    await pipeline.upload('riverbend', [given]);
    const [a, b] = await Promise.all([claimOf(given, 0), claimOf(given, 1)]);

    expect([a.head.claimNo.at(-1), b.head.claimNo.at(-1)]).toEqual(['A', 'B']);
    expect([a.head.chargeCents, b.head.chargeCents]).toEqual([500_00, 10_00]);
    const lines837 = await written(a);
    expect(segments(lines837, 'CLM')).toEqual([
      `CLM*${a.head.claimNo}-1*500***11:B:1*Y*A*Y*Y`,
      `CLM*${b.head.claimNo}-1*10***11:B:1*Y*A*Y*Y`,
    ]);
    expect(segments(lines837, 'LX')).toHaveLength(51);
  });

  it('tells what the patient paid on claim A alone', async () => {
    expect(segments(await written(await claimOf(given, 0)), 'AMT')).toEqual(['AMT*F5*25']);
  });
});

describe('S31: diagnoses', () => {
  const codes = 'A010 A020 A030 A040 A050 A060 A070 A080 B010 B020 B030 B050 B060'.split(' ');
  const line = (dx: readonly number[]): Line => ({ code: '99213', charge: 50 + (dx[0] ?? 0), dx });

  it('twelve are written as one HI with ABK and eleven ABF', async () => {
    const given = encounter('S31-12', [line([1])], { diagnoses: codes.slice(0, 12) });
    const claim = await uploaded(given);

    const [hi, ...more] = segments(await written(claim), 'HI');
    expect(more).toEqual([]);
    expect(hi?.split('*').slice(1)).toEqual(['ABK:A010', ...codes.slice(1, 12).map((code) => `ABF:${code}`)]);
  });

  it('of thirteen, the one that no line points to is left off, which is told', async () => {
    const pointing = [line([1, 2, 3, 4]), line([5, 6, 7, 8]), line([9, 10, 11, 13])];
    const given = encounter('S31-13-unused', pointing, { diagnoses: codes });
    const claim = await uploaded(given);

    const [hi] = segments(await written(claim), 'HI');
    expect(hi?.split('*')).toHaveLength(13);
    expect(hi).not.toContain('B050');
    expect(edits(claim, 'info')).toEqual(['DX-06']);
  });

  it('thirteen that are all in use make two claims', async () => {
    const given = encounter(
      'S31-13',
      codes.map((_, i) => line([i + 1])),
      { diagnoses: codes },
    );
    await pipeline.upload('riverbend', [given]);

    const [a, b] = await Promise.all([claimOf(given, 0), claimOf(given, 1)]);
    const his = segments(await written(a), 'HI').map((hi) => hi.split('*').length - 1);
    expect(his).toEqual([12, 1]);
    expect(a.head.chargeCents + b.head.chargeCents).toBe(13 * 50_00 + 91_00);
  });
});

it('S32: letters with marks are written plain, and nobody is warned', async () => {
  const { patient } = encounter('S32', []);
  const given = encounter('S32', [{ code: '99213', charge: 80 }], {
    patient: { ...patient, last: 'Peña', first: 'Łukasz', address1: 'Straße 5' },
  });
  const claim = await uploaded(given);

  const lines = await written(claim);
  expect(segments(lines, 'NM1').find((nm1) => nm1.startsWith('NM1*IL'))).toMatch(
    /^NM1\*IL\*1\*PENA\*LUKASZ\*/,
  );
  expect(segments(lines, 'N3')).toContain('N3*STRASSE 5');
  expect(edits(claim, 'warning')).toEqual([]);
  expect(new Set(edits(claim, 'info'))).toEqual(new Set(['CHR-01']));
});

describe('S33: X12’s own characters in data', () => {
  it('become spaces in a name, with a warning', async () => {
    const { billing } = encounter('S33-name', []);
    const given = encounter('S33-name', [{ code: '99213', charge: 80 }], {
      billing: { ...billing, name: 'O*BRIEN~LTD:1^2' },
    });
    const claim = await uploaded(given);

    expect(segments(await written(claim), 'NM1')).toContain('NM1*85*2*O BRIEN LTD 1 2*****XX*1999999992');
    expect(edits(claim, 'warning')).toEqual(['CHR-01']);
  });

  it('hold the claim in a member id, and no file is written', async () => {
    const filesBefore = await pipeline.objectKeys('outbound/');
    const claim = await uploaded(
      encounter('S33-id', [{ code: '99213', charge: 80 }], { coverages: [coverage({ memberId: 'AB*12' })] }),
    );

    expect(claim.state).toBe('EDIT_HOLD');
    expect(edits(claim, 'error')).toEqual(['CHR-02']);
    expect(await pipeline.objectKeys('outbound/')).toEqual(filesBefore);
  });
});

it.each([
  ['a replacement (7) without the payer’s claim number', { frequency: '7' }],
  ['an original (1) with a payer’s claim number', { payerClaimControlNo: '2026011500042' }],
])('S34: %s is held by FRQ-01', async (_, changes) => {
  const claim = await uploaded(
    encounter(`S34-${JSON.stringify(changes)}`, [{ code: '99213', charge: 80 }], changes),
  );

  expect(claim.state).toBe('EDIT_HOLD');
  expect(edits(claim, 'error')).toContain('FRQ-01');
});

describe('S40: diagnosis pointers', () => {
  it.each([
    ['to a third of two diagnoses', [3]],
    ['to the same diagnosis twice', [1, 1]],
  ])('%s hold the claim by PTR-01', async (_, dx) => {
    const claim = await uploaded(encounter(`S40-${dx.join('-')}`, [{ code: '99213', charge: 80, dx }]));

    expect(claim.state).toBe('EDIT_HOLD');
    expect(edits(claim, 'error')).toEqual(['PTR-01']);
  });

  it('to the second and then the first are written 2:1', async () => {
    const given = encounter('S40-2-1', [{ code: '99213', charge: 80, dx: [2, 1] }]);
    const claim = await uploaded(given);

    expect(segments(await written(claim), 'SV1')).toEqual(['SV1*HC:99213*80*UN*1***2:1']);
  });
});

describe('S46: the same service twice on a day', () => {
  const xray: Line = { code: '71046', charge: 60 };

  it('is held by DUP-01', async () => {
    const claim = await uploaded(encounter('S46-twice', [xray, xray]));
    expect(claim.state).toBe('EDIT_HOLD');
    expect(edits(claim, 'error')).toEqual(['DUP-01']);
  });

  it('passes when modifier 76 says that it was repeated', async () => {
    const claim = await uploaded(encounter('S46-repeated', [xray, { ...xray, modifiers: ['76'] }]));
    expect(claim.state).toBe('SENT');
  });

  it('is warned of by DUP-02 when the charge differs by 5, and goes out', async () => {
    const claim = await uploaded(encounter('S46-other-charge', [xray, { ...xray, charge: 65 }]));
    expect(claim.state).toBe('SENT');
    expect(edits(claim, 'warning')).toEqual(['DUP-02']);
  });
});
