import { draftOf, filingView } from '../../core/claim/head.ts';
import type { EventDraft } from '../../core/claim/journal.ts';
import { transition, transitions } from '../../core/claim/lifecycle.ts';
import type { Claim } from '../../core/claim/types.ts';
import { civilDate } from '../../core/dates.ts';
import { claimNo, filingId } from '../../core/ids.ts';
import { claimBilled } from '../../core/ledger/entries.ts';
import { add, type Cents, cents, subtract, sum, ZERO } from '../../core/money.ts';
import { remittancePayerId } from '../../core/remit/keys.ts';
import { REVERSAL } from '../../core/remit/reverse.ts';
import type { X12Item } from '../../core/x12/read.ts';
import type {
  ClaimPayment,
  RemittanceAdjustment,
  RemittanceHeader,
  ServicePayment,
} from '../../core/x12/types.ts';
import { sha256 } from '../../store/hash.ts';
import { CLIENT, type Loop, NOW, PARTNER } from '../functions/loop.ts';
import { a835 } from '../functions/payer.ts';

/**
 * What a stranger's 835 pays, as claims of ours: sent to its payer with the lines and charges that it names. So its
 * money posts to claims and not to suspense.
 */

const PREDETERMINATION = '25';
/** Of a service that names none. */
const ANY_CODE = '99213';

/** The claims, and which of them each CLP of the file is about, in file order. */
export interface OurClaims {
  readonly claims: readonly Claim[];
  readonly byPayment: readonly (Claim | undefined)[];
  /** 835s of the payers before, where the file's payer is a second or third one: they come first, in this order. */
  readonly before: readonly string[];
}

/** One claim for each CLP01, patient, charge and day that a CLP decides; a reversal is about the same one. */
export function claimsPaidBy(items: readonly X12Item[]): OurClaims {
  const claims = new Map<string, Claim>();
  const keys: string[] = [];
  const before: string[] = [];
  let header: RemittanceHeader | undefined;
  for (const item of items) {
    if (item.kind === 'remittance') header = item.header;
    if (item.kind !== 'claim-payment' || header === undefined) continue;
    const { payment } = item;
    const key = keyOf(payment);
    keys.push(key);
    if ([REVERSAL, PREDETERMINATION].includes(payment.status) || claims.has(key)) continue;
    const claim = claimOf(payment, header);
    claims.set(key, claim);
    before.push(...priorRemittances(claim, payment, header));
  }
  return { claims: [...claims.values()], byPayment: keys.map((key) => claims.get(key)), before };
}

/** CLP02 of a second or third payer. */
const RANKS: Readonly<Record<string, number>> = { 2: 2, 20: 2, 3: 3, 21: 3 };
const rankOf = ({ status }: ClaimPayment): number => RANKS[status] ?? 1;

/** Begins the trace numbers of the payers before. */
export const PRIOR = 'PRIOR';
const priorPayer = (n: number) => ({ name: `PRIOR PAYER ${n}`, id: `${PRIOR}${n}` });

const keyOf = ({ claimId, patientLast = '', charge, from, services }: ClaimPayment): string =>
  [claimId, patientLast, Math.abs(charge), from ?? services[0]?.from ?? ''].join('|');

function claimOf(payment: ClaimPayment, header: RemittanceHeader): Claim {
  const { payer, payee, paymentDate } = header;
  const rank = rankOf(payment);
  const day = payment.from ?? payment.services.find(({ from }) => from !== undefined)?.from ?? paymentDate;
  const lines = payment.services.length === 0 ? [wholeClaim(payment, day)] : linesOf(payment.services, day);
  const last = payment.patientLast ?? payment.subscriberLast ?? 'UNNAMED';
  return {
    claimNo: claimNo(`COR${sha256(keyOf(payment)).slice(0, 13).toUpperCase()}`),
    clientId: CLIENT,
    partnerId: PARTNER,
    encounterKey: sha256(keyOf(payment)),
    totalCharge: sum(lines.map(({ chargeCents }) => chargeCents)),
    content: {
      claimType: 'P',
      frequency: '1',
      destination: 1,
      pos: '11',
      billing: payee.idQualifier === 'XX' ? { npi: payee.id } : { taxId: { type: 'EI', value: payee.id } },
      patient: { last, first: payment.patientFirst ?? 'X' },
      coverages: [
        ...Array.from({ length: rank - 1 }, (_, i) => ({ seq: i + 1, payer: priorPayer(i + 1) })),
        {
          seq: rank,
          payer: { name: payer.name, id: remittancePayerId(header) || 'UNKNOWN' },
          memberId: payment.memberId ?? 'UNKNOWN',
        },
      ],
      diagnoses: ['J029'],
      lines: [...lines],
    },
  };
}

type Line = Claim['content']['lines'][number];

/** Split units name one line several times; their charges are that line's. */
function linesOf(services: readonly ServicePayment[], day: string): readonly Line[] {
  const byLine = Map.groupBy(services, ({ lineControlNo }, i) => lineControlNo ?? `service ${i}`);
  return [...byLine.values()].flatMap((own): Line[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { code, modifiers } = first.submittedProcedure ?? first.procedure;
    const chargeCents = sum(own.map(({ charge }) => charge));
    return [
      { code: code || ANY_CODE, modifiers: [...modifiers], chargeCents, units: '1', from: first.from ?? day },
    ];
  });
}

const wholeClaim = ({ charge }: ClaimPayment, day: string): Line => ({
  code: ANY_CODE,
  chargeCents: charge,
  units: '1',
  from: day,
});

/**
 * What the payers before decided, by what the file's payer says of it (OA-23): the first paid that and left the rest to
 * the patient, a second paid nothing of it. Each forwarded the claim to the next (CLP02 19, 20; NM1*TT).
 */
function priorRemittances(
  claim: Claim,
  payment: ClaimPayment,
  { payee, payer }: RemittanceHeader,
): readonly string[] {
  const rank = rankOf(payment);
  return Array.from({ length: rank - 1 }, (_, i) => {
    const services = priorServices(claim, payment, i + 1);
    const patientResponsibility = sum(services.flatMap(({ adjustments }) => patientShares(adjustments)));
    const decided: ClaimPayment = {
      ...payment,
      claimId: filingId(claim.claimNo, 1),
      status: String(19 + i),
      charge: claim.totalCharge,
      paid: sum(services.map(({ paid }) => paid)),
      patientResponsibility,
      payerClaimControlNo: `${PRIOR}${i + 1}${claim.claimNo}`,
      crossoverCarrier: i + 2 === rank ? { name: payer.name } : priorPayer(i + 2),
      adjustments: [],
      services,
    };
    const header = {
      payee,
      payer: { ...priorPayer(i + 1), address1: '1 PAYER PLAZA', city: 'CHICAGO', state: 'IL' },
    };
    return a835({ payments: [decided], trace: `${PRIOR}${i + 1}${claim.claimNo}`, header });
  });
}

const patientShares = (adjustments: readonly RemittanceAdjustment[]): readonly Cents[] =>
  adjustments.filter(({ group }) => group === 'PR').map(({ amount }) => amount);

function priorServices(claim: Claim, payment: ClaimPayment, n: number): readonly ServicePayment[] {
  const before = (all: readonly RemittanceAdjustment[]): Cents =>
    sum(all.filter(({ carc }) => carc === '23').map(({ amount }) => amount));
  let atClaim = before(payment.adjustments);
  return claim.content.lines.map(({ code, modifiers = [], chargeCents, from }, i) => {
    const own = before(payment.services[i]?.adjustments ?? []);
    const more = cents(Math.min(atClaim, subtract(chargeCents, own)));
    atClaim = subtract(atClaim, more);
    const decided = add(own, more);
    const left = subtract(chargeCents, decided);
    const said = (group: string, carc: string, amount: Cents): readonly RemittanceAdjustment[] =>
      amount === 0 ? [] : [{ group, carc, amount }];
    return {
      procedure: { qualifier: 'HC', code, modifiers },
      charge: chargeCents,
      paid: n === 1 ? decided : ZERO,
      from,
      to: from,
      lineControlNo: `${filingId(claim.claimNo, 1)}-${i + 1}`,
      adjustments: [...(n === 1 ? [] : said('OA', '23', decided)), ...said('PR', '2', left)],
      remarks: [],
      position: payment.position,
    };
  });
}

/** The file with our claim numbers in CLP01. */
export function withOurNumbers(bytes: Buffer, { byPayment }: OurClaims): Buffer {
  const text = bytes.toString('latin1');
  const separator = text[text.indexOf('ISA') + 3] ?? '*';
  let ordinal = 0;
  const renamed = text.replace(new RegExp(`\\bCLP\\${separator}[^\\${separator}]*`, 'g'), (whole) => {
    const claim = byPayment[ordinal];
    ordinal += 1;
    return claim === undefined ? whole : `CLP${separator}${filingId(claim.claimNo, 1)}`;
  });
  return Buffer.from(renamed, 'latin1');
}

/** Puts a claim into the ledger as one that went out, with its charges (J0). No edits look at it. */
export async function sendClaim({ claims }: Loop, claim: Claim): Promise<void> {
  const assembled = transitions(filingView(null), [{ kind: 'created' }, { kind: 'scrubbed', openErrors: 0 }]);
  const facts = {
    kind: 'assembled',
    claim,
    contentHash: claim.encounterKey,
    findings: [],
    editSet: 'none',
    parts: 1,
    fileId: 'corpus',
  } as const;
  const record = (cause: string, decide: Parameters<typeof claims.record>[0]['decide']) =>
    claims.record({ claimNo: claim.claimNo, cause, nowEpochMs: NOW, decide });
  await record('corpus/assembled', (head) => draftOf(head, assembled, { entries: [], facts }));
  await record('corpus/batched', (head): EventDraft | null => {
    if (head === null) return null;
    return draftOf(head, transition(filingView(head), { kind: 'batched' }), {
      entries: claimBilled(claim, {
        cause: 'corpus/batched',
        date: civilDate('20260110'),
        payerSequence: 1,
      }),
      facts: {
        kind: 'batched',
        partner: PARTNER,
        planId: 'corpus',
        controlNo: 1,
        setControlNo: '0001',
        batchId: 'B1',
      },
    });
  });
}
