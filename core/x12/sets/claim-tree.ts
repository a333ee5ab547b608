import type { OwnedLine } from './check-lines.ts';
import type { Line } from './field-writer.ts';

/** The lines of one claim, by the level that they belong to. `patient` is empty where the subscriber is the patient. */
export interface LevelLines {
  readonly billing: readonly Line[];
  readonly subscriber: readonly Line[];
  readonly patient: readonly Line[];
  readonly claim: readonly Line[];
}

interface PatientLevel {
  readonly subscriber: readonly Line[];
  readonly patient: readonly Line[];
  readonly claims: { readonly filingId: string; readonly lines: readonly Line[] }[];
}
interface BillingLevel {
  readonly billing: readonly Line[];
  readonly patients: Map<string, PatientLevel>;
}

/** Claims that one patient level may hold (2300 repeats up to this). */
const CLAIMS_PER_PATIENT = 100;

/**
 * Groups claims whose level lines are equal under one HL: billing provider, then subscriber with payer and
 * patient. One patient per subscriber level (domain.md 3.2). Levels stand in the order of their first claim.
 */
export class ClaimTree {
  readonly #levels = new Map<string, BillingLevel>();

  add(filingId: string, { billing, subscriber, patient, claim }: LevelLines): void {
    const level = getOrAdd(this.#levels, JSON.stringify(billing), () => ({ billing, patients: new Map() }));
    const key = JSON.stringify([subscriber, patient]);
    const { claims } = getOrAdd(level.patients, key, () => ({ subscriber, patient, claims: [] }));
    claims.push({ filingId, lines: claim });
  }

  /** All lines with their HL segments numbered, each with the claims that it is written for. */
  lines(): readonly OwnedLine[] {
    const lines: OwnedLine[] = [];
    let hl = 0;
    const level = (parent: number | null, code: string, hasChildren: boolean): Line => {
      hl += 1;
      return ['HL', String(hl), parent === null ? undefined : String(parent), code, hasChildren ? '1' : '0'];
    };
    const put = (owners: readonly string[], ...added: readonly Line[]): void => {
      for (const line of added) lines.push({ line, owners });
    };
    for (const { billing, patients } of this.#levels.values()) {
      const all = [...patients.values()].flatMap(({ claims }) => claims.map(({ filingId }) => filingId));
      put(all, level(null, '20', true), ...billing);
      const billingHl = hl;
      for (const { subscriber, patient, claims } of [...patients.values()].flatMap(inHundreds)) {
        const owners = claims.map(({ filingId }) => filingId);
        put(owners, level(billingHl, '22', patient.length > 0), ...subscriber);
        if (patient.length > 0) put(owners, level(hl, '23', false), ...patient);
        for (const claim of claims) put([claim.filingId], ...claim.lines);
      }
    }
    return lines;
  }
}

function inHundreds(level: PatientLevel): readonly PatientLevel[] {
  const parts: PatientLevel[] = [];
  for (let from = 0; from < level.claims.length; from += CLAIMS_PER_PATIENT) {
    parts.push({ ...level, claims: level.claims.slice(from, from + CLAIMS_PER_PATIENT) });
  }
  return parts;
}

function getOrAdd<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
