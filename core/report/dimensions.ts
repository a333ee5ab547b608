import { type ClassifiedDenial, classify } from '../denial/classify.ts';
import type { Coverage } from '../encounter/model.ts';
import { allInForce } from '../remit/in-force.ts';
import type { ClaimAt, OwnedBalance } from './claim-at.ts';

/** What the rows of the aging report stand for (domain.md 8.4). */
export const dimensions = {
  owner: 'who owes it: each payer by its sequence, the patient, the agency',
  payer: 'the payer that owes it',
  client: 'the practice',
  billing: 'the billing provider, by NPI',
  rendering: 'the rendering provider, by NPI',
  place: 'the place of service',
  facility: 'the service facility, by NPI',
  state: 'where the filing stands with its payer',
  denial: 'why the payer denied it',
  patient: 'the patient, by our key',
  claim: 'the claim',
} as const;
export type Dimension = keyof typeof dimensions;
export const dimensionNames = Object.keys(dimensions) as readonly Dimension[];

/** A row that a balance belongs to. */
export interface Group {
  readonly key: string;
  /** For people; never a patient's name. */
  readonly label: string;
}

const named = (key: string, label = key): Group => ({ key, label });
const NOT_KNOWN = 'not given';

/** The row of a balance of a claim. */
export function groupOf(balance: OwnedBalance, at: ClaimAt, by: Dimension): Group {
  const { claim, patientKey } = at;
  const { content } = claim;
  switch (by) {
    case 'owner':
      return ownerOf(balance);
    case 'payer':
      return payerOf(balance, content.coverages);
    case 'client':
      return named(claim.clientId);
    case 'billing':
      return named(content.billing.npi ?? NOT_KNOWN);
    case 'rendering':
      return named(content.rendering?.npi ?? content.lines[0]?.rendering?.npi ?? NOT_KNOWN);
    case 'place':
      return named(content.pos);
    case 'facility':
      return named(content.facility?.npi ?? NOT_KNOWN);
    case 'state':
      return named((balance.payer === undefined ? undefined : at.states.get(balance.payer)) ?? at.state);
    case 'denial':
      return denialOf(balance, at);
    case 'patient':
      return named(patientKey ?? NOT_KNOWN);
    case 'claim':
      return named(claim.claimNo);
  }
}

const PATIENT = named('patient', 'Patient');
const AGENCY = named('agency', 'Agency');

const ownerOf = ({ account, payer }: OwnedBalance): Group =>
  payer === undefined
    ? account === '1120'
      ? AGENCY
      : PATIENT
    : named(`insurance-${String(payer).padStart(2, '0')}`, `Insurance, payer ${payer}`);

/** The patient's money and the agency's are rows of their own. */
function payerOf(balance: OwnedBalance, coverages: readonly Coverage[]): Group {
  if (balance.payer === undefined) return ownerOf(balance);
  const payer = coverages.find(({ seq }) => seq === balance.payer)?.payer;
  return payer === undefined ? named(NOT_KNOWN) : named(payer.id, payer.name);
}

const NOT_DENIED = named('none', 'not denied');

/**
 * The category of the largest denied amount in what the payer's decisions in force say: of amounts left to the patient
 * (PR) for what the patient owes, of all others for what the payer owes.
 */
function denialOf({ account, payer }: OwnedBalance, { journal }: ClaimAt): Group {
  const ofPatient = account !== '1100' && account !== '2010';
  const largest = allInForce(journal)
    .filter(({ filing }) => ofPatient || filing === payer)
    .flatMap(({ facts }) => facts.denials)
    .filter(({ group }) => (group === 'PR') === ofPatient)
    .map((item) => classify(item))
    .reduce<ClassifiedDenial | undefined>(
      (most, one) => (one.amount > (most?.amount ?? 0) ? one : most),
      undefined,
    );
  return largest === undefined ? NOT_DENIED : named(largest.category);
}
