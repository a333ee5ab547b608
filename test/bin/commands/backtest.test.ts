import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { answerOf } from '../../../bin/commands/edits/backtest-answer.ts';
import { backtest, countAsked } from '../../../bin/commands/edits/backtest-run.ts';
import type { EventDraft } from '../../../core/claim/journal.ts';
import type { Claim } from '../../../core/claim/types.ts';
import { openCodeSets } from '../../../core/codes/open.ts';
import { civilDate } from '../../../core/dates.ts';
import { compileRules } from '../../../core/edits/rules/compile.ts';
import { parseRules } from '../../../core/edits/rules/parse.ts';
import { cents } from '../../../core/money.ts';
import type { ClaimStore } from '../../../store/claims.ts';
import { aClaim } from '../../core/remit/given.ts';
import { appending, batched, creation, held } from '../../store/journalling.ts';
import { type Services, startServices, stopServicesAfterEach } from '../../support/services.ts';
import { claimline, memoryWorld } from '../memory-world.ts';
import { temporaryFolder } from '../temporary-folder.ts';

stopServicesAfterEach();

const rules = (...ids: readonly (readonly [id: string, code: string])[]) => {
  const read = parseRules({
    rules: ids.map(([id, code]) => ({
      id,
      title: 'No such service.',
      when: { lines: 'any', where: { field: 'line.code', op: 'in', value: [code] } },
      do: { action: 'hold', message: 'Held.' },
    })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compileRules(read.value);
};

/** What a backtest is asked, beside its rules. */
const asking = {
  since: civilDate('20260101'),
  profileOf: (_: string, id: string) => ({ id }),
  codes: openCodeSets([]),
};

const visit = rules(['RULE-VISIT', '99213'], ['RULE-NONE', '12345']);
const { since } = asking;

interface Adjudged {
  readonly paid?: number;
  readonly patient?: number;
  readonly denied?: readonly (readonly [carc: string, dollars: number])[];
  readonly disposition?: 'posted' | 'suspended';
}

/** A payer's answer to a claim. Amounts in dollars. */
function adjudicated({ paid = 0, patient = 0, denied = [], disposition = 'posted' }: Adjudged): EventDraft {
  const status = denied.length === 0 ? '1' : '4';
  return {
    ...held(denied.length === 0 ? 'PAID' : 'DENIED'),
    facts: {
      kind: 'adjudicated',
      fileId: 'file-2',
      paymentDate: '20260201',
      chargeCents: 10_000,
      rung: 1,
      disposition,
      denials: denied.map(([carc, dollars]) => ({
        lineNo: 1,
        group: 'CO',
        carc,
        amount: cents(dollars * 100),
        remarks: [],
      })),
      adjudication: {
        remittanceId: 'r',
        ordinal: 1,
        status,
        paidCents: paid * 100,
        patientCents: patient * 100,
        whollyDenied: denied.length > 0 && paid + patient === 0,
        payerClaimControlNo: 'P1',
      },
    },
  };
}

const rejected: EventDraft = {
  ...held('REJ_FRONTEND'),
  facts: { kind: 'acknowledged', document: '277CA', fileId: 'file-3', codes: ['A7:164:IL'] },
};

/** Records a claim of $100, as it was sent, and what came back. */
async function sent({ claims }: Services, claim: Claim, ...answers: readonly EventDraft[]): Promise<void> {
  await claims.record(creation(claim));
  await claims.record(appending(claim, 'plan/p', batched(claim)));
  for (const [i, answer] of answers.entries()) {
    await claims.record(appending(claim, `answer/${i}`, answer));
  }
}

const claimNo = (n: number): string => `ABC${String(n).padStart(13, '0')}`;
const ofVisit = (n: number, from?: string): Claim =>
  aClaim(claimNo(n), [{ code: '99213', charge: 100, ...(from !== undefined && { from }) }]);
const run = (claims: ClaimStore, more: object = {}) =>
  backtest(claims, { ...asking, rules: visit, ...more }, () => undefined);

describe('replaying rules over past claims', () => {
  it('counts what came of the claims that they find', async () => {
    const services = await startServices();
    await sent(services, ofVisit(1), adjudicated({ denied: [['197', 100]] }));
    await sent(
      services,
      ofVisit(2),
      adjudicated({
        paid: 30,
        denied: [
          ['50', 40],
          ['197', 20],
        ],
      }),
    );
    await sent(services, ofVisit(3), rejected);
    await sent(services, ofVisit(4), adjudicated({ paid: 80, patient: 20 }));
    await sent(services, ofVisit(5));
    await sent(services, aClaim(claimNo(6), [{ code: '71046', charge: 100 }]), adjudicated({ paid: 100 }));
    const { claims, reports } = await run(services.claims);
    expect(claims).toBe(6);
    expect(reports).toEqual([
      {
        id: 'RULE-VISIT',
        title: 'No such service.',
        severity: 'error',
        denied: { claims: 2, cents: 16_000 },
        rejected: { claims: 1, cents: 10_000 },
        paid: { claims: 1, cents: 10_000 },
        undecided: { claims: 1, cents: 10_000 },
        reasons: [
          { code: '197', claims: 2 },
          { code: '50', claims: 1 },
          { code: 'A7:164:IL', claims: 1 },
        ],
        wrongly: [claimNo(4)],
      },
      expect.objectContaining({ id: 'RULE-NONE', denied: { claims: 0, cents: 0 }, wrongly: [] }),
    ]);
  });

  it('goes by the first answer: an appeal that was won does not count', async () => {
    const services = await startServices();
    await sent(services, ofVisit(1), adjudicated({ denied: [['197', 100]] }), adjudicated({ paid: 100 }));
    await sent(services, ofVisit(2), adjudicated({ paid: 1, disposition: 'suspended' }), rejected);
    const { reports } = await run(services.claims);
    expect(reports[0]).toMatchObject({
      denied: { claims: 1 },
      rejected: { claims: 1 },
      paid: { claims: 0 },
    });
  });

  it('tests the claims that were asked for', async () => {
    const services = await startServices();
    await sent(services, ofVisit(1), adjudicated({ paid: 100 }));
    await sent(services, ofVisit(2, '20251231'), adjudicated({ paid: 100 }));
    const count = async (more: object) => (await run(services.claims, more)).claims;
    expect(await count({})).toBe(1);
    expect(await count({ since: civilDate('20251231') })).toBe(2);
    expect(await count({ client: 'hilltop' })).toBe(0);
    expect(await count({ client: 'riverbend', payer: '99001' })).toBe(1);
    expect(await count({ payer: '88002' })).toBe(0);
  });

  it('reads page by page, and says how far it is', async () => {
    const services = await startServices();
    for (let n = 0; n < 130; n += 1) await services.claims.record(creation(ofVisit(n)));
    const pages: number[] = [];
    const asked = { ...asking, rules: visit };
    await backtest(services.claims, asked, (looked) => pages.push(looked));
    expect(pages).toEqual([100, 130]);
    expect(await countAsked(services.claims, asked)).toBe(130);
  });
});

describe('replaying stricter edits', () => {
  const document = (json: unknown) => {
    const read = parseRules(json);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return compileRules(read.value);
  };
  const twice = (n: number): Claim =>
    aClaim(
      claimNo(n),
      [40, 60].map((charge) => ({ code: '99213', charge })),
    );

  it.each([
    ['a severity', { severities: [{ edit: 'DUP-02', severity: 'error' }] }, 'DUP-02'],
    ['a parameter', { parameters: [{ set: { priorAuthorization: [{ codes: ['99213'] }] } }] }, 'AUTH-01'],
  ])('%s', async (_, json, id) => {
    const services = await startServices();
    await sent(services, twice(1), adjudicated({ denied: [['18', 60]], paid: 40 }));
    const { reports } = await run(services.claims, { rules: document(json) });
    expect(reports).toMatchObject([{ id, denied: { claims: 1, cents: 6000 }, reasons: [{ code: '18' }] }]);
  });

  it('tells no edit that holds the claim anyway', async () => {
    const services = await startServices();
    await sent(services, twice(1), adjudicated({ paid: 100 }));
    const rules = document({ severities: [{ edit: 'DUP-02', severity: 'error' }] });
    const profileOf = (_: string, id: string) => ({ id, editSeverities: { 'DUP-02': 'error' } as const });
    expect((await run(services.claims, { rules, profileOf })).reports).toEqual([]);
  });
});

describe('what people see', () => {
  it('is a table that fits a terminal, and names no patient', async () => {
    const services = await startServices();
    const long = rules(['RULE-A-NAME-THAT-GOES-ON-AND-ON', '99213']);
    await sent(services, ofVisit(1), adjudicated({ denied: [['197', 100]] }));
    await sent(services, ofVisit(2), adjudicated({ paid: 100 }));
    const done = await run(services.claims, { rules: long });
    const text = answerOf(done, since, memoryWorld({}).world).text();
    expect(text).toBe(
      [
        'Rule                    Caught  Denied $  Wrongly  Paid $  Open  Reasons',
        'RULE-A-NAME-THAT-GOES…       1    100.00        1  100.00     0  197',
        '',
        '2 claims of services since 2026-01-01 tested.',
        'Caught: later denied (the amount denied) or rejected (the charge).',
        'Wrongly: paid without a denial (payment and patient’s share). Open: not decided.',
        `Wrongly by RULE-A-NAME-THAT-GOES-ON-AND-ON: ${claimNo(2)}`,
      ].join('\n'),
    );
    expect(JSON.stringify(done)).not.toMatch(/COE|MEM0001/);
  });

  it('says so where nothing changes', () => {
    const { world } = memoryWorld({});
    expect(answerOf({ claims: 0, reports: [] }, since, world).text()).toBe(
      'Nothing would have changed. 0 claims of services since 2026-01-01 tested.',
    );
  });
});

describe('a command that cannot be done', () => {
  const given = (text: string) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'rules.json'), text);
    return (line: string) =>
      claimline(`edits backtest ${line}`, { cwd, env: { CLAIMLINE_DATA: join(cwd, 'data') } });
  };

  test('a document that is not right ends with 1, and says where', async () => {
    const ran = await given('{"rules":[{"id":"RULE-1"}]}')('rules.json --since 2026-01-01');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('rules.0.title');
  });

  test('a document that is no JSON ends with 1', async () => {
    expect(await given('{')('rules.json --since 2026-01-01')).toMatchObject({ code: 1, out: '' });
  });

  test.each([
    ['no day', 'rules.json'],
    ['a day that is none', 'rules.json --since 2026-02-31'],
    ['no such file', 'other.json --since 2026-01-01'],
    ['nothing stored', 'rules.json --since 2026-01-01'],
  ])('%s ends with 2', async (_, line) => {
    expect(await given('{"rules":[]}')(line)).toMatchObject({ code: 2, out: '' });
  });
});
