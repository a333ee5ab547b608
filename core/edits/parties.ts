import type { BillingProvider, Encounter, Provider, ProviderAt } from '../encounter/model.ts';
import type { ClaimContent } from '../x12/claim-content.ts';
import type { DentalContent } from '../x12/dental-content.ts';
import type { InstitutionalContent } from '../x12/institutional-content.ts';
import type { ClaimFacts } from './facts.ts';

/** A provider named in a claim, and where. */
export interface PartyAt<Party> {
  /** For people: `rendering`, `other operating`. */
  readonly role: string;
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly party: Party;
}

/** What every provider may have; a facility and the billing provider have an address too. */
export type AnyProvider = Provider | ProviderAt | BillingProvider;

/** Called for each provider; `line` is 1-based and 0 for the claim, `index` is -1 where the role is no list. */
type Visit = (provider: AnyProvider | undefined, key: string, line: number, index: number) => void;

/**
 * Every provider of a claim that a test picks: the billing provider, those of the claim, then those of its lines.
 * Paths are made for those only.
 */
export function providersWhere(
  content: ClaimContent,
  picks: (provider: AnyProvider) => boolean,
): readonly PartyAt<AnyProvider>[] {
  let found: PartyAt<AnyProvider>[] | undefined;
  eachProvider(content, (party, key, line, index) => {
    if (party === undefined || !picks(party)) return;
    found ??= [];
    const step = index < 0 ? key : `${key}[${index}]`;
    const role = ROLE_NAMES[key] ?? key;
    if (line === 0) found.push({ role, path: step, party });
    else found.push({ role, path: `lines[${line - 1}].${step}`, line, party });
  });
  return found ?? NO_PARTIES;
}

const NO_PARTIES: readonly never[] = [];

const ROLE_NAMES: Readonly<Record<string, string>> = {
  otherOperating: 'other operating',
  assistantSurgeon: 'assistant surgeon',
  facility: 'service facility',
};

/** `rendering` → `rendering provider`; a facility and a surgeon are none. */
export const partyName = (role: string): string =>
  role === 'service facility' || role === 'assistant surgeon' ? role : `${role} provider`;

function eachProvider(content: ClaimContent, visit: Visit): void {
  visit(content.billing, 'billing', 0, -1);
  if (content.claimType === 'P') eachOfEncounter(content, visit);
  else if (content.claimType === 'I') eachOfBill(content, visit);
  else eachOfDental(content, visit);
}

function eachOf(list: readonly AnyProvider[] | undefined, key: string, line: number, visit: Visit): void {
  if (list === undefined) return;
  for (let i = 0; i < list.length; i += 1) visit(list[i], key, line, i);
}

function eachOfEncounter(claim: Encounter, visit: Visit): void {
  visit(claim.rendering, 'rendering', 0, -1);
  visit(claim.supervising, 'supervising', 0, -1);
  visit(claim.facility, 'facility', 0, -1);
  eachOf(claim.referring, 'referring', 0, visit);
  let number = 0;
  for (const line of claim.lines) {
    number += 1;
    visit(line.rendering, 'rendering', number, -1);
    visit(line.purchased, 'purchased', number, -1);
    visit(line.facility, 'facility', number, -1);
    visit(line.supervising, 'supervising', number, -1);
    visit(line.ordering, 'ordering', number, -1);
    eachOf(line.referring, 'referring', number, visit);
  }
}

function eachOfBill(claim: InstitutionalContent, visit: Visit): void {
  visit(claim.attending, 'attending', 0, -1);
  visit(claim.operating, 'operating', 0, -1);
  visit(claim.otherOperating, 'otherOperating', 0, -1);
  visit(claim.rendering, 'rendering', 0, -1);
  visit(claim.facility, 'facility', 0, -1);
  visit(claim.referring, 'referring', 0, -1);
  let number = 0;
  for (const line of claim.lines) {
    number += 1;
    visit(line.operating, 'operating', number, -1);
    visit(line.otherOperating, 'otherOperating', number, -1);
    visit(line.rendering, 'rendering', number, -1);
    visit(line.referring, 'referring', number, -1);
  }
}

function eachOfDental(claim: DentalContent, visit: Visit): void {
  eachOf(claim.referring, 'referring', 0, visit);
  visit(claim.rendering, 'rendering', 0, -1);
  visit(claim.facility, 'facility', 0, -1);
  visit(claim.assistantSurgeon, 'assistantSurgeon', 0, -1);
  visit(claim.supervising, 'supervising', 0, -1);
  let number = 0;
  for (const line of claim.lines) {
    number += 1;
    visit(line.rendering, 'rendering', number, -1);
    visit(line.assistantSurgeon, 'assistantSurgeon', number, -1);
    visit(line.supervising, 'supervising', number, -1);
    visit(line.facility, 'facility', number, -1);
  }
}

/** The facility of the claim, then those of its lines. */
export function facilitiesWhere(
  content: ClaimContent,
  picks: (facility: ProviderAt) => boolean,
): readonly PartyAt<ProviderAt>[] {
  const { facility, lines } = content;
  let found: PartyAt<ProviderAt>[] | undefined;
  const role = 'service facility';
  if (facility !== undefined && picks(facility)) found = [{ role, path: 'facility', party: facility }];
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const party = line !== undefined && 'facility' in line ? line.facility : undefined;
    if (party === undefined || !picks(party)) continue;
    found ??= [];
    found.push({ role, path: `lines[${i}].facility`, line: i + 1, party });
  }
  return found ?? NO_PARTIES;
}

/** NM102: as given; by default whoever has no organization name is a person. */
export const isPerson = ({ entityType, name }: BillingProvider): boolean =>
  entityType === undefined ? name === undefined : entityType === '1';

/** The coverages of any claim, by what edits look at in all of them. */
export type AnyCoverage = ClaimContent['coverages'][number];
export const coveragesOf = ({ content }: ClaimFacts): readonly AnyCoverage[] => content.coverages;
