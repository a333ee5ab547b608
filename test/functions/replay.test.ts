import { describe, expect, it } from 'vitest';
import { undo } from '../../bin/session/patient-money.ts';
import { explainByCredit } from '../../bin/session/recouped.ts';
import type { Config } from '../../core/config.ts';
import { type ClaimNo, parseFilingId } from '../../core/ids.ts';
import { cents } from '../../core/money.ts';
import { fee } from '../core/remit/contracts.ts';
import { aService } from '../core/remit/given.ts';
import { diagnoses } from '../support/code-files.ts';
import { stopServicesAfterEach } from '../support/services.ts';
import { actingOn, again } from './again.ts';
import { loadRates, withContract } from './contract.ts';
import { addsCoverage, decidesAsBefore, dropsCoverage, tellsAnew } from './later-payers.ts';
import { configWith, encounter, type Loop, ndjson, PARTNER, queueEvent, quiet, startLoop } from './loop.ts';
import { a835, a999, ca277, clm01, denies, pays, paysInPart, ta1 } from './payer.ts';
import { appealed, passedOn } from './run-timers/waiting-claims.ts';

stopServicesAfterEach();

/** One invocation of a step, on whatever services hold the scene. */
type Run = (loop: Loop) => Promise<unknown>;

interface Scene {
  readonly step: string;
  /** Brings services to where the step begins. */
  readonly prepare: (loop: Loop) => Promise<Run>;
  /** The example's, if not given. */
  readonly config?: Config;
}

const numberOf = (clm01OfOurs: string): ClaimNo => {
  const parsed = parseFilingId(clm01OfOurs);
  if (parsed === null) throw new Error('a claim of ours has this number');
  return parsed.claimNo;
};

const TAKEN = { payer: 1, reference: 'WO-1' };
/** A claim that was paid twice, and of whose second payment the payer took 50 back by itself. */
const recouped = async (loop: Loop): Promise<ClaimNo> => {
  const { first, second } = await sent(loop);
  await loop.remit(a835({ payments: [paysInPart(first)], trace: 'EFT1' }), 'one');
  const again = { ...paysInPart(first), payerClaimControlNo: 'ANOTHER' };
  await loop.remit(a835({ payments: [again], trace: 'EFT2' }), 'two');
  const plb = [{ code: 'WO', reference: 'WO-1', amount: cents(5000) }];
  await loop.remit(
    a835({ payments: [pays(second, '1/150/150')], trace: 'EFT3', paid: cents(10_000), plb }),
    'three',
  );
  return numberOf(first);
};

/** Every batch of a remittance, one after another. */
const postingAll = async (loop: Loop, text: string): Promise<Run> => {
  const uploadId = await loop.upload('inbound/sandbox/835', text);
  const { fileId, batches } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
  return async ({ steps }) => {
    for (let batch = 0; batch < batches; batch += 1)
      await steps.postRemittance({ fileId, partner: PARTNER, batch }, quiet);
  };
};

const HELD = { 'billing.npi': '1999999999' };

const received = async (loop: Loop) => {
  const text = ndjson([encounter('E1'), encounter('E2', HELD), encounter('E3')]);
  const uploadId = await loop.upload('intake/riverbend/a.ndjson', text);
  return loop.steps.receiveFile({ uploadId, client: 'riverbend' }, quiet);
};

const planned = async (loop: Loop) => {
  await loop.intake([encounter('E1'), encounter('E2')]);
  return loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-1' }, quiet);
};

/** Two claims that were sent in interchange 1, set 0001. */
const sent = async (loop: Loop) => {
  await loop.intake([encounter('E1'), encounter('E2')]);
  await loop.submit();
  const [first, second] = await loop.heads();
  if (first?.batch === undefined || second === undefined) throw new Error('two claims are sent');
  return { first: clm01(first), second: clm01(second), batchId: first.batch.batchId };
};

const answering = async (loop: Loop, text: string, batch = 0): Promise<Run> => {
  const uploadId = await loop.upload('inbound/sandbox/answer', text);
  const { fileId } = await loop.steps.readResponse({ uploadId, partner: PARTNER }, quiet);
  return ({ steps }) => steps.applyAcknowledgment({ fileId, partner: PARTNER, batch }, quiet);
};

/** Paid, denied, a stranger's claim, and one whose number is ours and nothing else. */
const remittanceOf = async (loop: Loop): Promise<string> => {
  const { first, second } = await sent(loop);
  const stranger = pays('STRANGER1', '1/80/80');
  const doubtful = { ...pays(first, '1/99/10', ['CO-45 89']), patientLast: 'OTHER' };
  return a835({ payments: [paysInPart(first), denies(second), stranger, doubtful] });
};

/** A claim that was paid 100 of 150, then again, before the first payment is taken back: J14, J13 and J14b. */
const takenBack = async (loop: Loop): Promise<string> => {
  const { first, second } = await sent(loop);
  await loop.remit(a835({ payments: [paysInPart(first)], trace: 'EFT1' }), 'one');
  await loop.remit(a835({ payments: [pays(first, '1/150/120', ['CO-45 30'])], trace: 'EFT2' }), 'two');
  const back = pays(first, '22/-150/-100', ['CO-45 -50']);
  const plb = [
    { code: 'WO', reference: 'PC0001', amount: cents(2000) },
    { code: 'L6', amount: cents(-500) },
    { code: 'CS', amount: cents(100) },
  ];
  return a835({ payments: [pays(second, '1/150/150'), back], trace: 'EFT3', paid: cents(3400), plb });
};

const readRemittance = async (loop: Loop) => {
  const uploadId = await loop.upload('inbound/sandbox/835', await remittanceOf(loop));
  return loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
};

const SOON = Date.UTC(2026, 0, 13, 12);
const LATER = Date.UTC(2026, 3, 1, 12);

/** Two claims that were sent: one is paid, for the other no acknowledgment has come. */
const waitingClaims = async (loop: Loop) => {
  const claims = await sent(loop);
  await loop.remit(a835({ payments: [paysInPart(claims.first)], trace: 'EFT1' }), 'one');
  return claims;
};

/** The first batch of what is due in April. */
const runTimers = async (loop: Loop): Promise<Run> => {
  loop.setClock(LATER);
  const { runId } = await loop.steps.findOverdue({ cause: 'tick' }, quiet);
  return ({ steps, setClock }) => {
    setClock(LATER);
    return steps.runTimers({ runId, batch: 0 }, quiet);
  };
};

/** A payer with an address, as the guide wants it. */
const BETA_AT = {
  ...{
    name: 'BETA MUTUAL',
    id: '99002',
    address1: '1 PAYER PLAZA',
    city: 'CHICAGO',
    state: 'IL',
    zip: '60601',
  },
  ...{ contactName: 'EDI SUPPORT', contactPhone: '5555550190' },
};

const FEBRUARY = Date.UTC(2026, 1, 12, 12);

/** Claims of 150 with a second payer; a remittance of February is none of the future. */
async function withSecondPayer(loop: Loop): Promise<readonly string[]> {
  loop.setClock(FEBRUARY);
  const second = {
    seq: 2,
    payer: { name: 'BETA MUTUAL', id: '99002' },
    filingCode: 'CI',
    relationship: '18',
  };
  const covered = { 'coverages[1]': { ...second, memberId: 'B1', assignment: 'Y', release: 'Y' } };
  await loop.intake([encounter('E1', covered), encounter('E2', covered)]);
  await loop.submit();
  return (await loop.heads()).map(clm01);
}

/** 100 paid, 20 left. */
const LEFT = ['1/150/100/20', ['CO-45 30', 'PR-2 20']] as const;

/** @returns a posted file: one claim is due to the next payer, and one is for a person */
async function leftToTheNext(loop: Loop): Promise<string> {
  const [first = '', second = ''] = await withSecondPayer(loop);
  const partly = pays(second, '1/150/70/20', ['CO-45 30', 'PR-2 20', 'CO-50 30']);
  const uploadId = await loop.upload(
    'inbound/sandbox/835',
    a835({ payments: [pays(first, ...LEFT), partly] }),
  );
  const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
  await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
  return fileId;
}

const billing =
  (fileId: string): Run =>
  (loop) => {
    loop.setClock(FEBRUARY);
    return loop.steps.billNextPayer({ fileId, partner: PARTNER, batch: 0 }, quiet);
  };

const scenes: readonly Scene[] = [
  {
    step: 'receive-file',
    prepare: async (loop) => {
      const text = `${ndjson([encounter('E1'), encounter('E2')])}{"claimType":"P"}\n`;
      const uploadId = await loop.upload('intake/riverbend/a.ndjson', text);
      return ({ steps }) => steps.receiveFile({ uploadId, client: 'riverbend' }, quiet);
    },
  },
  {
    step: 'validate-codes',
    prepare: async (loop) => {
      const { fileId, client } = await received(loop);
      return ({ steps }) => steps.validateCodes({ fileId, client, batch: 0 }, quiet);
    },
  },
  {
    step: 'assemble-claims',
    prepare: async (loop) => {
      const { fileId, client } = await received(loop);
      await loop.steps.validateCodes({ fileId, client, batch: 0 }, quiet);
      return ({ steps }) => steps.assembleClaims({ fileId, client, batch: 0 }, quiet);
    },
  },
  {
    step: 'assemble-claims with a revision that splits otherwise',
    prepare: async (loop) => {
      await loop.intake([encounter('E1', { lines: Array.from({ length: 51 }, () => line) })]);
      const uploadId = await loop.upload('intake/riverbend/b.ndjson', ndjson([encounter('E1')]));
      const { fileId, client } = await loop.steps.receiveFile({ uploadId, client: 'riverbend' }, quiet);
      await loop.steps.validateCodes({ fileId, client, batch: 0 }, quiet);
      return ({ steps }) => steps.assembleClaims({ fileId, client, batch: 0 }, quiet);
    },
  },
  {
    step: 'write-interchange',
    prepare: async (loop) => {
      const { planId } = await planned(loop);
      return ({ steps }) => steps.writeInterchange({ planId, partner: PARTNER, interchange: 0 }, quiet);
    },
  },
  {
    step: 'deliver-interchange',
    prepare: async (loop) => {
      const { planId } = await planned(loop);
      const input = { planId, partner: PARTNER, interchange: 0 };
      await loop.steps.writeInterchange(input, quiet);
      return ({ steps }) => steps.deliverInterchange(input, quiet);
    },
  },
  {
    step: 'read-response',
    prepare: async (loop) => {
      await sent(loop);
      const text = `${a999(1, { '0001': 'R' })}${ta1(7)}`;
      const uploadId = await loop.upload('inbound/sandbox/999', text);
      return ({ steps }) => steps.readResponse({ uploadId, partner: PARTNER }, quiet);
    },
  },
  {
    step: 'apply-acknowledgment of what accepts',
    prepare: async (loop) => {
      await sent(loop);
      return answering(loop, `${ta1(1, 'E', '006')}${a999(1, { '0001': 'E' })}`);
    },
  },
  {
    step: 'apply-acknowledgment of a refused interchange',
    prepare: async (loop) => {
      await sent(loop);
      return answering(loop, ta1(1, 'R', '006'));
    },
  },
  {
    step: 'apply-acknowledgment of a refused set',
    prepare: async (loop) => {
      await sent(loop);
      return answering(loop, a999(1, { '0001': 'R' }));
    },
  },
  {
    step: 'apply-acknowledgment of single claims',
    prepare: async (loop) => {
      const { first, second, batchId } = await sent(loop);
      const claims = [
        { claimId: first, status: 'A2:20' },
        { claimId: second, status: 'A7:164:IL' },
        { claimId: 'STRANGER1', status: 'A2:20' },
      ];
      return answering(loop, ca277({ batchId, claims }));
    },
  },
  {
    step: 'read-remittance',
    prepare: async (loop) => {
      const { first, second } = await sent(loop);
      const text = a835(
        { payments: [paysInPart(first)] },
        { payments: [paysInPart(second)], trace: 'EFT2', paid: cents(9900) },
      );
      const uploadId = await loop.upload('inbound/sandbox/835', text);
      return ({ steps }) => steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
    },
  },
  {
    step: 'post-remittance',
    prepare: async (loop) => {
      const { fileId } = await readRemittance(loop);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'reconcile-remittance',
    prepare: async (loop) => {
      const { fileId } = await readRemittance(loop);
      await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
      return ({ steps }) => steps.reconcileRemittance({ fileId, partner: PARTNER }, quiet);
    },
  },
  {
    step: 'post-remittance with a reversal, and a correction that came before it',
    prepare: async (loop) => {
      const uploadId = await loop.upload('inbound/sandbox/835', await takenBack(loop));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 1 }, quiet);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'post-remittance of a payment whose reversal and correction came before it',
    prepare: async (loop) => {
      const { first } = await sent(loop);
      const corrected = pays(first, '1/150/120', ['CO-45 30']);
      const back = pays(first, '22/-150/-100', ['CO-45 -50']);
      const plb = [{ code: 'WO', reference: 'PC0001', amount: cents(-10_000) }];
      await loop.remit(a835({ payments: [back], trace: 'EFT1', plb, paid: cents(0) }), 'one');
      await loop.remit(a835({ payments: [corrected], trace: 'EFT2' }), 'two');
      const text = a835({ payments: [paysInPart(first)], trace: 'EFT3' });
      const uploadId = await loop.upload('inbound/sandbox/835', text);
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'post-remittance of a payer that allows less than its contract',
    config: withContract(),
    prepare: async (loop) => {
      await loadRates(loop);
      const { fileId } = await readRemittance(loop);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'post-remittance of a reversal, where the payment and its correction were below the contract',
    config: withContract(),
    prepare: async (loop) => {
      await loadRates(loop, [fee('99213', 110), fee('87880', 20)]);
      const uploadId = await loop.upload('inbound/sandbox/835', await takenBack(loop));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 1 }, quiet);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'post-remittance of payments that the payer’s number or their services find, and of one too early',
    prepare: async (loop) => {
      await loop.intake([encounter('E1'), encounter('E2', { 'coverages[0].memberId': 'MEM0002' })]);
      await loop.submit();
      const heads = await loop.heads();
      const numbers = heads.map(clm01);
      const batchId = heads[0]?.batch?.batchId ?? '';
      await loop.respond(
        ca277({ batchId, claims: numbers.map((claimId) => ({ claimId, status: 'A2:20' })) }),
      );
      await loop.intake([encounter('E3')], 'later.ndjson');
      const unsent = (await loop.heads()).map(clm01).find((number) => !numbers.includes(number)) ?? '';
      const contents = [...(await loop.claims.contents(heads)).values()];
      const byPayer = contents.find(({ content }) => content.coverages[0]?.memberId === 'MEM0001')?.claimNo;
      const payments = [
        { ...paysInPart('STRANGER1'), payerClaimControlNo: `PC${`${byPayer}-1`.slice(-5)}` },
        { ...denies('STRANGER2'), memberId: 'MEM0002', renderingNpi: '1888888884' },
        paysInPart(unsent),
      ];
      const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments }));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      return ({ steps }) => steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
    },
  },
  {
    step: 'bill-next-payer of a claim, and of one that a payer still denies in part',
    prepare: async (loop) => billing(await leftToTheNext(loop)),
  },
  {
    step: 'bill-next-payer of a claim made before, whose payer takes its decision back',
    prepare: async (loop) => {
      await billing(await leftToTheNext(loop))(loop);
      const [first] = await loop.heads();
      if (first === undefined) throw new Error('there are two claims');
      const back = pays(clm01({ ...first, filing: 1 }), '22/-150/-100', ['CO-45 -30', 'PR-2 -20']);
      const stranger = { ...pays('STRANGER9', '1/900/900'), payerClaimControlNo: 'ICN9' };
      const uploadId = await loop.upload(
        'inbound/sandbox/back',
        a835({ payments: [stranger, back], trace: 'EFT9' }),
      );
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
      return billing(fileId);
    },
  },
  { step: 'claims add-coverage after the patient was billed', prepare: addsCoverage },
  { step: 'claims drop-coverage of a claim that has not left', prepare: dropsCoverage },
  {
    step: 'claims bill-next of a decision that was corrected after the next payer was billed',
    prepare: tellsAnew,
  },
  {
    step: 'bill-next-payer of a correction that leaves what the next payer was told',
    prepare: async (loop) => {
      const uploadId = await loop.upload('inbound/sandbox/again', await decidesAsBefore(loop));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      await loop.steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
      return billing(fileId);
    },
  },
  {
    step: 'post-remittance of the first payer, where the second one answered before',
    prepare: async (loop) => {
      const [first = '', second = ''] = await withSecondPayer(loop);
      const early = {
        payments: [pays(first, '2/150/14/6', ['OA-23 130', 'PR-2 6'])],
        header: { payer: BETA_AT },
      };
      await loop.remit(a835(early), 'early');
      const payments = [first, second].map((claimId) => pays(claimId, ...LEFT));
      const uploadId = await loop.upload('inbound/sandbox/835', a835({ payments, trace: 'EFT2' }));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      return ({ steps, setClock }) => {
        setClock(FEBRUARY);
        return steps.postRemittance({ fileId, partner: PARTNER, batch: 0 }, quiet);
      };
    },
  },
  {
    step: 'reconcile-remittance with adjustments at provider level',
    prepare: async (loop) => {
      const uploadId = await loop.upload('inbound/sandbox/835', await takenBack(loop));
      const { fileId } = await loop.steps.readRemittance({ uploadId, partner: PARTNER }, quiet);
      for (const batch of [0, 1]) await loop.steps.postRemittance({ fileId, partner: PARTNER, batch }, quiet);
      return ({ steps }) => steps.reconcileRemittance({ fileId, partner: PARTNER }, quiet);
    },
  },
  {
    step: 'assemble-claims of a corrected encounter, whose items are closed',
    prepare: async (loop) => {
      await loop.intake([encounter('E1', HELD)]);
      const uploadId = await loop.upload('intake/riverbend/b.ndjson', ndjson([encounter('E1')]));
      const { fileId, client } = await loop.steps.receiveFile({ uploadId, client: 'riverbend' }, quiet);
      await loop.steps.validateCodes({ fileId, client, batch: 0 }, quiet);
      return ({ steps }) => steps.assembleClaims({ fileId, client, batch: 0 }, quiet);
    },
  },
  {
    step: 'import-codes',
    prepare: async (loop) => {
      const uploadId = await loop.upload('codesets/icd10cm_order_2026.txt', diagnoses('Fever'));
      return ({ steps }) => steps.importCodes({ uploadId }, quiet);
    },
  },
  {
    step: 'import-codes of a broken file',
    prepare: async (loop) => {
      const uploadId = await loop.upload('codesets/icd10cm_order_2026.txt', 'no order file');
      return ({ steps }) => steps.importCodes({ uploadId }, quiet);
    },
  },
  {
    step: 'activate-codes',
    prepare: async (loop) => {
      const uploadId = await loop.upload('codesets/icd10cm_order_2026.txt', diagnoses('Fever'));
      const { fileId } = await loop.steps.importCodes({ uploadId }, quiet);
      return ({ steps }) => steps.activateCodes({ fileId }, quiet);
    },
  },
  {
    step: 'write-interchange with a replacement',
    prepare: async (loop) => {
      const { first } = await sent(loop);
      await loop.remit(a835({ payments: [denies(first)] }));
      await again(loop, { claimNo: numberOf(first), act: 'replace' });
      const { planId } = await loop.steps.planInterchanges({ partner: PARTNER, cause: 'run-2' }, quiet);
      return ({ steps }) => steps.writeInterchange({ planId, partner: PARTNER, interchange: 0 }, quiet);
    },
  },
  {
    step: 'post-remittance of a replacement that drops a line',
    prepare: async (loop) => {
      const { first, second } = await sent(loop);
      await loop.remit(a835({ payments: [paysInPart(first)] }), 'one');
      const content = encounter('E1', { lines: encounter('E1').lines.slice(0, 1) });
      const corrected = { content, contentHash: 'h'.repeat(64), fileId: 'f'.repeat(64) };
      const made = await again(loop, { claimNo: numberOf(first), act: 'replace', corrected });
      if (made.outcome !== 'done') throw new Error(`the replacement is ${made.outcome}`);
      await loop.submit('run-2');
      const back = pays(first, '22/-150/-100', ['CO-45 -50']);
      const anew = { ...pays(first, '1/120/80', ['CO-45 40']), frequency: '7' };
      return postingAll(loop, a835({ payments: [anew, back, pays(second, '1/150/150')], trace: 'EFT2' }));
    },
  },
  {
    step: 'post-remittance of a paid replacement, whose denial is closed, and of a void that never happened',
    prepare: async (loop) => {
      const { first, second } = await sent(loop);
      await loop.remit(a835({ payments: [denies(first), paysInPart(second)] }), 'one');
      await loop.steps.workDenials(queueEvent(...(await loop.denials())), quiet);
      await again(loop, { claimNo: numberOf(first), act: 'replace' });
      await again(loop, { claimNo: numberOf(second), act: 'void', neverHappened: true });
      await loop.submit('run-2');
      const back = pays(second, '22/-150/-100', ['CO-45 -50']);
      return postingAll(
        loop,
        a835({ payments: [{ ...paysInPart(first), frequency: '7' }, back], trace: 'EFT2' }),
      );
    },
  },
  {
    step: 'post-remittance of a split claim and an estimate',
    prepare: async (loop) => {
      const { first, second } = await sent(loop);
      const part = (line: number, dollars: number) => ({
        ...pays(first, `1/${dollars}/${dollars}`),
        payerClaimControlNo: `X${line}`,
        services: [aService({ code: 'X', charge: dollars, paid: dollars, line: `${first}-${line}` })],
      });
      const payments = [part(1, 120), part(2, 30), pays(second, '25/150/0', ['OA-101 150'])];
      return postingAll(loop, a835({ payments, trace: 'EFT2' }));
    },
  },
  {
    step: 'work-denials',
    prepare: async (loop) => {
      await loop.remit(await remittanceOf(loop));
      const event = queueEvent(...(await loop.denials()));
      return ({ steps }) => steps.workDenials(event, quiet);
    },
  },
  {
    step: 'work-denials of a claim filed too late, with the proof that it was not',
    prepare: async (loop) => {
      const { first, batchId } = await sent(loop);
      await loop.respond(a999(1, { '0001': 'A' }), '999');
      await loop.respond(ca277({ batchId, claims: [{ claimId: first, status: 'A2:20' }] }), '277ca');
      await loop.remit(a835({ payments: [pays(first, '4/150/0', ['CO-29 150'])] }));
      const event = queueEvent(...(await loop.denials()));
      return ({ steps }) => steps.workDenials(event, quiet);
    },
  },
  {
    step: 'what a person says of a recoupment',
    prepare: async (loop) => {
      const claimNo = await recouped(loop);
      return async (one) => {
        await explainByCredit(actingOn(one), claimNo, TAKEN);
      };
    },
  },
  {
    step: 'undoing what a person said of a recoupment',
    prepare: async (loop) => {
      const claimNo = await recouped(loop);
      await explainByCredit(actingOn(loop), claimNo, TAKEN);
      return async (one) => {
        await undo(actingOn(one), claimNo);
      };
    },
  },
  {
    step: 'find-overdue',
    prepare: async (loop) => {
      await waitingClaims(loop);
      return ({ steps, setClock }) => {
        setClock(LATER);
        return steps.findOverdue({ cause: 'tick' }, quiet);
      };
    },
  },
  {
    step: 'run-timers of late answers, and of items for which nothing is due any more',
    prepare: async (loop) => {
      const { first } = await waitingClaims(loop);
      loop.setClock(SOON);
      await loop.overdue('the day before');
      await loop.respond(a999(1, { '0001': 'A' }));
      await loop.remit(a835({ payments: [pays(first, '1/150/120', ['CO-45 30'])], trace: 'EFT2' }), 'two');
      return runTimers(loop);
    },
  },
  {
    step: 'run-timers of an appeal that is not decided (row 45)',
    prepare: async (loop) => {
      await appealed(loop);
      return runTimers(loop);
    },
  },
  {
    step: 'run-timers of a crossover without an answer (row 47)',
    prepare: async (loop) => {
      await passedOn(loop);
      return runTimers(loop);
    },
  },
  {
    step: 'drain-dead-letters',
    prepare: async (loop) => {
      const { fileId, client } = await received(loop);
      const failed = { machine: 'intake', step: 'assemble-claims', error: 'BatchIncomplete', execution: 'x' };
      const event = queueEvent(JSON.stringify({ ...failed, fileId, client, batch: 0 }), 'not json');
      return ({ steps }) => steps.drainDeadLetters(event, quiet);
    },
  },
];

const line = { code: '99213', chargeCents: 1000, units: '1', dx: [1], from: '20260105' };

/** Runs the step as a process that dies at a write: it throws, or its queue hears of failed records. */
async function runToItsDeath(run: () => Promise<unknown>): Promise<void> {
  const end = await run().catch((error: unknown) => error);
  const failures = Object(end).batchItemFailures ?? [];
  expect(end instanceof Error || failures.length > 0, 'the step says that it failed').toBe(true);
}

describe.each(scenes)('$step', ({ prepare, config = configWith() }) => {
  it('changes nothing when it runs again', async () => {
    const loop = await startLoop({ config });
    const run = await prepare(loop);
    const answer = await run(loop);
    const after = await loop.dump();
    expect(await run(loop)).toEqual(answer);
    expect(await loop.dump()).toEqual(after);
  });

  it.each(['none', 'done'] as const)(
    'that dies at any write is healed by a retry; that write: %s',
    async (effect) => {
      const calm = await startLoop({ config });
      const run = await prepare(calm);
      const before = await calm.dump();
      // What an earlier step sent is no effect of this one.
      await calm.denials();
      calm.life.revive();
      await run(calm);
      const [writes, after, denials] = [calm.life.writes(), await calm.dump(), await calm.denials()];
      expect(writes).toBeGreaterThan(0);
      for (let write = 1; write <= writes; write += 1) {
        const loop = await startLoop({ config });
        await loop.restore(before);
        loop.life.dieAt(write, effect);
        await runToItsDeath(() => run(loop));
        loop.life.revive();
        await run(loop);
        expect(await loop.dump(), `died at write ${write} of ${writes}`).toEqual(after);
        expect(new Set(await loop.denials())).toEqual(new Set(denials));
        await loop.stop();
      }
    },
    120_000,
  );
});
