import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import type { Claim, FilingState } from '../../../core/claim/types.ts';
import { civilDate } from '../../../core/dates.ts';
import type { Coverage } from '../../../core/encounter/model.ts';
import { ZERO } from '../../../core/money.ts';
import { makeStatement, notAddingUp } from '../../../core/patient/statement.ts';
import { statementClaim } from '../../../core/patient/statement-claim.ts';
import { guarantorOf } from '../../../core/patient/statement-guarantor.ts';
import { statementTerms } from '../../../core/patient/statement-settings.ts';
import { statementText } from '../../../core/patient/statement-text.ts';
import { reasonWords, serviceWords } from '../../../core/patient/statement-words.ts';
import { sha256 } from '../../../store/hash.ts';
import { aPayment, usd } from '../remit/given.ts';
import { type Book, bookOf } from './claim-book.ts';
import { aVisit, DAY, leaves, shownOf, statementOf } from './statement-given.ts';

const golden = (name: string): string =>
  readFileSync(new URL(`../../golden/statements/${name}.txt`, import.meta.url), 'utf8');

/** A visit that the payer paid, all but some dollars. */
function leaving(no: string, patient: number, carc?: string, changes: Partial<Claim['content']> = {}): Book {
  const book = bookOf(aVisit(no, changes));
  book.decides(leaves(no, patient, carc), `EFT-${no}`);
  return book;
}

describe('S43: 20 at the desk', () => {
  it('and a copay of 20: nothing is owed', () => {
    expect(shownOf(leaving('RVB0003', 20, '3', { patientPaidCents: usd(20) }))).toMatchObject({
      ...{ balance: 0, due: 0, owedSince: 0 },
    });
  });

  it('and a copay of 35: 15.00 are due in 21 days, and the lines add up to them', () => {
    const statement = statementOf([leaving('RVB0003', 35, '3', { patientPaidCents: usd(20) })]);
    const [claim] = statement.claims;
    expect(claim?.lines.map((line) => line.balance)).toEqual([1500, 0]);
    expect([statement.totals.due, statement.day, statement.payBy]).toEqual([1500, '20260212', '20260305']);
    expect(statementText(statement)).toBe(golden('s43'));
  });
});

it('a reminder prints reasons, an agency’s part, what is not due, credits and the practice’s own words', () => {
  const placed = leaving('RVB0001', 20, '1');
  placed.receives(6, 'R1');
  placed.places();
  placed.returns('R1');
  const covered = leaving('RVB0002', 20, '96');
  const waiting = bookOf(aVisit('RVB0003'));
  waiting.decides(partlyDenied('RVB0003'), 'EFT-3');
  const books = [placed, covered, waiting];
  const made = makeStatement({
    ...{ guarantor: guarantorOf(placed.claim, sha256), n: 1, level: 2, today: DAY },
    claims: books.map((book) => shownOf(book)),
    asked: [
      { claimNo: 'RVB0001', times: 1, firstOn: civilDate('20260111') },
      { claimNo: 'RVB0002', times: 0 },
    ],
    ...{ content: placed.claim.content, pending: { claims: 2, amount: usd(330) }, credit: usd(12.5) },
    plan: { kind: 'on-time', instalment: usd(10), payBy: civilDate('20260301') },
    terms: statementTerms({
      ...{ phone: '555-555-0177', dueDays: 14, paymentUrl: 'https://pay.riverbend.example' },
      remitTo: ['RIVERBEND BILLING', 'PO BOX 9', 'SPRINGFIELD, IL 62705'],
      notices: [
        'Help with costs: ask for our financial assistance policy and its plain-language summary at the front desk.',
      ],
    }),
  });
  expect(made.ok ? statementText(made.value) : made.error).toBe(golden('reminder'));
});

/** 20 are left to the patient, and 30 are denied: a person works them. */
const partlyDenied = (no: string) =>
  aPayment({
    claimId: `${no}-1`,
    clp: '1/150/60/20',
    services: [
      { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 20'] },
      { code: '87880', charge: 30, paid: 0, cas: ['CO-16 30'] },
    ],
  });

describe('what is held back', () => {
  const inState = (state: FilingState) => {
    const book = leaving('RVB0003', 20);
    return statementClaim({
      ...{ claim: book.claim, journal: book.events, isQuestioned: false },
      head: { ...book.head(), state },
    });
  };
  const coverage = (seq: number, filingCode: string): Coverage => ({
    ...{ seq, payer: { name: `PAYER ${seq}`, id: `9900${seq}` }, filingCode },
  });
  const withCoverages = (no: string, codes: readonly string[], said = leaves(no, 20)): Book => {
    const coverages = codes.map((code, i) => coverage(i + 1, code));
    const book = bookOf(aVisit(no, { coverages }));
    book.decides(said, 'EFT1');
    return book;
  };

  it('what a payer has not settled', () => {
    const book = bookOf(aVisit('RVB0003'));
    book.decides(partlyDenied('RVB0003'), 'EFT1');
    expect(shownOf(book)).toMatchObject({ balance: 2000, due: 0, held: 'insurance-open' });
  });

  test.each<[FilingState, string | undefined, number]>([
    ['CLOSED', undefined, 2000],
    ['APPEALED', 'appeal', 0],
    ['REPLACING', 'correction', 0],
    ['VOIDING', 'correction', 0],
    ['REVERSED', 'correction', 0],
  ])('a filing that is %s: %s', (state, held, due) => {
    const shown = inState(state);
    expect([shown.held, shown.due, shown.balance]).toEqual([held, due, 2000]);
  });

  it('a filing behind the active one counts too', () => {
    const book = leaving('RVB0003', 20);
    const { attempt, since, rank, contentVersion, contentHash, payerId } = book.head();
    const other = {
      ...{ attempt, since, rank, contentVersion, contentHash, payerId },
      state: 'APPEALED',
    } as const;
    const shown = statementClaim({
      ...{ claim: book.claim, journal: book.events, isQuestioned: false },
      head: { ...book.head(), others: { 2: other } },
    });
    expect(shown).toMatchObject({ due: 0, held: 'appeal' });
  });

  it('what somebody still asks the payer about (S58)', () => {
    expect(shownOf(leaving('RVB0003', 20), true)).toMatchObject({ due: 0, held: 'question' });
  });

  it('of a Medicaid patient all but what Medicaid itself left as deductible, coinsurance or copay', () => {
    expect(shownOf(withCoverages('RVB0003', ['MC']))).toMatchObject({ due: 2000 });
    const notCovered = shownOf(withCoverages('RVB0003', ['MC'], leaves('RVB0003', 20, '96')));
    expect(notCovered).toMatchObject({ balance: 2000, due: 0, held: 'medicaid' });
    const both = aPayment({
      claimId: 'RVB0003-1',
      clp: '1/150/76/20',
      services: [
        { code: '99213', charge: 120, paid: 60, cas: ['CO-45 40', 'PR-3 3', 'PR-96 17'] },
        { code: '87880', charge: 30, paid: 16, cas: ['CO-45 14'] },
      ],
    });
    const book = withCoverages('RVB0003', ['MC'], both);
    expect(shownOf(book)).toMatchObject({ balance: 2000, due: 300, held: 'medicaid' });
    const text = statementText(statementOf([book]));
    expect(text).toContain('17.00 is not billed to you.');
    expect(text).toMatch(/^Not billed to you +-17\.00\nAMOUNT DUE +3\.00$/m);
    expect(statementOf([book]).totals).toMatchObject({ heldBack: 1700, due: 300 });
    book.receives(3, 'R1');
    expect(shownOf(book)).toMatchObject({ balance: 1700, due: 0, held: 'medicaid' });
  });

  it('what another payer left to a patient who has Medicaid too', () => {
    const book = leaving('RVB0003', 20, '2');
    const coverages = [coverage(1, 'MB'), coverage(2, 'MC')];
    const claim = { ...book.claim, content: { ...book.claim.content, coverages } };
    const shown = statementClaim({
      ...{ claim, head: book.head(), journal: book.events, isQuestioned: false },
    });
    expect(shown).toMatchObject({ balance: 2000, due: 0, held: 'medicaid' });
  });

  test.each(['N781', 'N782', 'N783'])('of a QMB patient everything: remark %s', (remark) => {
    const said = { ...leaves('RVB0003', 20, '2'), remarks: [remark] };
    const book = withCoverages('RVB0003', ['MB'], said);
    expect(shownOf(book)).toMatchObject({ balance: 2000, due: 0, held: 'qmb' });
    book.takesBack(said, 'EFT2');
    book.decides(leaves('RVB0003', 20, '2'), 'EFT3');
    expect(shownOf(book)).toMatchObject({ balance: 2000, due: 2000 });
  });
});

describe('never on it', () => {
  it('diagnoses, descriptions, member ids, days of birth, and notes', () => {
    const line = aVisit('RVB0003').content.lines[0];
    if (line === undefined) throw new Error('a visit has lines');
    const words = ['J029', 'R509', 'PHARYNGITIS', 'MEM0001', '19800301', 'SECRET NOTE', '19500505'];
    const book = leaving('RVB0003', 20, '3', {
      diagnoses: ['J029', 'R509'],
      lines: [{ ...line, description: 'PHARYNGITIS VISIT' }],
      note: { type: 'ADD', text: 'SECRET NOTE' },
      coverages: [
        {
          ...{ seq: 1, payer: { name: 'ACME HEALTH PLAN', id: '99001' }, memberId: 'MEM0001' },
          subscriber: { last: 'ROE', first: 'JAN', dob: '19500505' },
        },
      ],
    });
    const statement = statementOf([book]);
    for (const word of words)
      expect(statementText(statement) + JSON.stringify(statement)).not.toContain(word);
  });

  it('a claim of QMB: not even as not due', () => {
    const due = leaving('RVB0001', 20);
    const qmb = bookOf(aVisit('RVB0002'));
    qmb.decides({ ...leaves('RVB0002', 33, '2'), remarks: ['N782'] }, 'EFT2');
    const statement = statementOf([due, qmb]);
    expect(statement.claims.map(({ claimNo, held }) => [claimNo, held])).toEqual([
      ['RVB0001', undefined],
      ['RVB0002', 'qmb'],
    ]);
    expect(statementText(statement)).not.toMatch(/33\.00|RVB0002/);
    expect(statement.totals).toMatchObject({ charges: 15_000, due: 2000, heldBack: 0 });
  });

  test.each(['appeal', 'medicaid', 'qmb', 'correction', 'question', 'insurance-open'] as const)(
    'why a claim is held back, unless it is a matter of time: %s',
    (held) => {
      const statement = statementOf([leaving('RVB0001', 20), leaving('RVB0002', 33)]);
      const [asked, other] = statement.claims;
      if (asked === undefined || other === undefined) throw new Error('two claims are on it');
      const text = statementText({ ...statement, claims: [asked, { ...other, due: usd(0), held }] });
      const isNamed = ['correction', 'question', 'insurance-open'].includes(held);
      expect(text.includes('33.00 for ANN COE')).toBe(isNamed);
    },
  );

  it('what a payer put on the provider (CO) as due', () => {
    const book = leaving('RVB0003', 20);
    const asked = [...statementText(statementOf([book])).matchAll(/^\d\d\/.* (\S+)$/gm)];
    expect(asked.map(([, amount]) => amount)).toEqual(['20.00', '0.00']);
  });

  it('what could move a terminal’s cursor', () => {
    const book = leaving('RVB0003', 20, '3', { patient: { last: 'C\u001b[2JOE', first: 'ANN' } });
    expect(statementText(statementOf([book]))).not.toMatch(/[^\P{Cc}\n]/u);
  });
});

describe('a line shows what stands', () => {
  const columns = (book: Book) =>
    shownOf(book).lines.map(({ insurance, adjusted, paid, balance }) => [insurance, adjusted, paid, balance]);

  it('of the patient’s payments: a refund is none', () => {
    const book = leaving('RVB0003', 20);
    book.receives(25, 'R1');
    book.refunds('patient', 'CHK1');
    expect(columns(book)).toEqual([
      [6000, 4000, 2000, 0],
      [1600, 1400, 0, 0],
    ]);
  });

  it('of the payer’s: what it paid twice is not insurance paid, before and after it goes back', () => {
    const book = leaving('RVB0003', 20);
    book.decides(leaves('RVB0003', 20), 'EFT2');
    const stands = [
      [6000, 4000, 0, 2000],
      [1600, 1400, 0, 0],
    ];
    expect(book.accounts()[2010]).toBe(-76);
    expect(columns(book)).toEqual(stands);
    book.refunds(1, 'CHK1');
    expect(columns(book)).toEqual(stands);
    expect(shownOf(book).payments.map(({ payer, amount }) => [payer, amount])).toEqual([
      ['ACME HEALTH PLAN', 7600],
    ]);
  });

  it('of reasons: those that were taken back are gone', () => {
    const book = leaving('RVB0003', 20);
    book.takesBack(leaves('RVB0003', 20), 'EFT2');
    book.decides(leaves('RVB0003', 15, '1'), 'EFT3');
    expect(shownOf(book).lines[0]?.reasons).toEqual([{ words: 'your deductible', amount: 1500 }]);
  });
});

describe('a statement that does not add up', () => {
  it('is not made, and its claim is named', () => {
    const shown = shownOf(leaving('RVB0003', 20));
    const made = makeStatement({
      ...{ guarantor: guarantorOf(aVisit('RVB0003'), sha256), n: 1, level: 1, today: DAY, asked: [] },
      ...{
        claims: [{ ...shown, projected: usd(21) }],
        pending: { claims: 0, amount: ZERO },
        credit: ZERO,
        plan: { kind: 'none' },
      },
      ...{ content: aVisit('RVB0003').content, terms: statementTerms() },
    });
    expect(made).toEqual({ ok: false, error: { claimNo: 'RVB0003', lines: 2000, owed: 2100 } });
  });

  it('is seen at the claim, at a line, and in what is asked for', () => {
    const shown = shownOf(leaving('RVB0003', 20));
    const [first, ...others] = shown.lines;
    if (first === undefined) throw new Error('a visit has lines');
    expect(notAddingUp([shown])).toBeNull();
    for (const wrong of [
      { ...shown, projected: usd(19) },
      { ...shown, balance: usd(21) },
      { ...shown, due: usd(21) },
      { ...shown, lines: [{ ...first, adjusted: usd(39) }, ...others] },
      { ...shown, lines: others },
    ])
      expect(notAddingUp([shown, wrong])).toMatchObject({ claimNo: 'RVB0003' });
  });
});

describe('the guarantor', () => {
  const accountOf = (claim: Claim): string => guarantorOf(claim, sha256).account;
  const child = { last: 'COE', first: 'BEA', dob: '20180115' };
  const through = (subscriber: Coverage['subscriber'], relationship = '19'): readonly Coverage[] => [
    { seq: 1, payer: { name: 'ACME', id: '99001' }, relationship, subscriber },
  ];
  const ann = { last: 'COE', first: 'ANN', dob: '19800301' };

  it('is the patient, the same over claims, spelling and coverage', () => {
    const account = accountOf(aVisit('RVB0001'));
    expect(account).toMatch(/^RVB-[0-9A-F]{16}$/);
    const { patient } = aVisit('RVB0001').content;
    const spelled = { ...patient, last: "Co'e", first: 'ann', address1: 'ELSEWHERE' };
    expect(accountOf(aVisit('RVB0002', { patient: spelled, coverages: [...through(child)] }))).toBe(account);
    expect(accountOf(aVisit('RVB0003', { patient: { ...patient, dob: '19800302' } }))).not.toBe(account);
  });

  it('of a child is the person who insures it, who has one account for both', () => {
    const visit = aVisit('RVB0002', { patient: child, coverages: [...through(ann)] });
    expect(guarantorOf(visit, sha256)).toMatchObject({
      name: 'ANN COE',
      account: accountOf(aVisit('RVB0001')),
    });
  });

  test.each([
    ['a child that is the subscriber itself', child, through(undefined, '18'), 'BEA COE'],
    ['a child whose subscriber is not known', child, through(undefined), 'BEA COE'],
    ['a child on its last day before 18', { ...child, dob: '20080115' }, through(ann), 'ANN COE'],
    ['somebody who is 18 on the day of service', { ...child, dob: '20080114' }, through(ann), 'BEA COE'],
    ['a patient without a day of birth', { last: 'COE', first: 'BEA' }, through(ann), 'BEA COE'],
  ] as const)('of %s', (_, patient, coverages, name) => {
    const visit = aVisit('RVB0002', { patient, coverages: [...coverages] });
    expect(guarantorOf(visit, sha256).name).toBe(name);
  });

  it('whose name is not known has a statement for each claim', () => {
    const [a, b] = ['RVB0001', 'RVB0002'].map((no) => accountOf(aVisit(no, { patient: { last: 'COE' } })));
    expect(a).not.toBe(b);
  });
});

test.each([
  ['1', 'your deductible'],
  ['2', 'your coinsurance'],
  ['3', 'your copay'],
  ['96', 'not covered by your plan'],
  ['27', 'after your coverage ended'],
  ['999', 'left to you by your plan'],
])('reason %s is "%s"', (carc, words) => {
  expect(reasonWords(carc)).toBe(words);
});

test.each([
  ['99213', 'Office visit'],
  ['99393', 'Check-up'],
  ['99284', 'Emergency visit'],
  ['99232', 'Visit'],
  ['90686', 'Vaccine'],
  ['90837', 'Counselling'],
  ['97110', 'Therapy'],
  ['96372', 'Medical service'],
  ['87880', 'Laboratory test'],
  ['71046', 'Imaging'],
  ['00100', 'Anesthesia'],
  ['29881', 'Procedure'],
  ['J1885', 'Medicine'],
  ['A0429', 'Ambulance'],
  ['E0601', 'Supplies'],
  ['D0120', 'Dental service'],
  ['V2020', 'Vision or hearing'],
  ['T1015', 'Service'],
])('code %s is called "%s"', (code, words) => {
  expect(serviceWords(code)).toBe(words);
});
