import type { SegmentBytes, Stretch } from '../syntax/segment-bytes.ts';
import type { OwnedLine } from './check-lines.ts';

/** Some segments of one level or claim, where they were written. */
export interface Part extends Stretch {
  readonly bytes: SegmentBytes;
}

/** The segments of one claim by their level; `patient` is null where the subscriber is the patient. */
export interface LevelParts {
  readonly billing: Part;
  readonly subscriber: Part;
  readonly patient: Part | null;
  readonly claim: Part;
}

interface PatientLevel {
  readonly subscriber: Part;
  readonly patient: Part | null;
  readonly claims: { readonly filingId: string; readonly part: Part }[];
}
interface BillingLevel {
  readonly billing: Part;
  readonly patients: Map<string, PatientLevel>;
}

/** Claims that one patient level may hold (2300 repeats up to this). */
const CLAIMS_PER_PATIENT = 100;

/** Takes a set's segments in order: parts as they were written, and HL segments. */
interface Order {
  level(
    elements: readonly [string, string | undefined, string, string],
    owners: () => readonly string[],
  ): void;
  part(part: Part, owners: () => readonly string[]): void;
}

/**
 * Groups claims whose level segments are equal under one HL: billing provider, then subscriber with payer and
 * patient. One patient per subscriber level (domain.md 3.2). Levels stand in the order of their first claim.
 */
export class ClaimTree {
  readonly #levels = new Map<string, BillingLevel>();
  /** A part may be given again for the next claim. */
  #last: { readonly part: Part; readonly level: BillingLevel } | null = null;

  /** Parts of a subscriber and patient that an earlier claim has too are taken back from where they were written. */
  add(filingId: string, parts: LevelParts): void {
    const { billing, subscriber, patient, claim } = parts;
    const level = this.#billingLevel(billing);
    const key = patient === null ? textOf(subscriber) : `${textOf(subscriber)}/${textOf(patient)}`;
    const found = level.patients.get(key);
    if (found === undefined) {
      level.patients.set(key, { subscriber, patient, claims: [{ filingId, part: claim }] });
      return;
    }
    takeBack(subscriber);
    if (patient !== null) takeBack(patient);
    found.claims.push({ filingId, part: claim });
  }

  #billingLevel(billing: Part): BillingLevel {
    const last = this.#last;
    if (last !== null && last.part === billing) return last.level;
    const key = textOf(billing);
    const level = this.#levels.get(key) ?? { billing, patients: new Map() };
    if (level.billing === billing) this.#levels.set(key, level);
    this.#last = { part: billing, level };
    return level;
  }

  /** All segments with their HL segments numbered. */
  write(sink: SegmentBytes): void {
    this.#visit({
      level: (elements) => sink.put('HL', elements),
      part: (part) => sink.append(part.bytes, part),
    });
  }

  /** The same as lines, each with the claims that it is written for. */
  lines(): readonly OwnedLine[] {
    const lines: OwnedLine[] = [];
    this.#visit({
      level: (elements, owners) => lines.push({ text: ['HL', ...elements].join('*'), owners: owners() }),
      part: (part, owners) => {
        for (const line of linesOf(part, owners())) lines.push(line);
      },
    });
    return lines;
  }

  #visit(order: Order): void {
    let hl = 0;
    const level = (
      parent: number | null,
      code: string,
      child: '0' | '1',
      owners: () => readonly string[],
    ): void => {
      hl += 1;
      order.level([String(hl), parent === null ? undefined : String(parent), code, child], owners);
    };
    for (const { billing, patients } of this.#levels.values()) {
      const all = () =>
        [...patients.values()].flatMap(({ claims }) => claims.map(({ filingId }) => filingId));
      level(null, '20', '1', all);
      order.part(billing, all);
      const billingHl = hl;
      for (const whole of patients.values()) {
        for (const { subscriber, patient, claims } of inHundreds(whole)) {
          const owners = () => claims.map(({ filingId }) => filingId);
          level(billingHl, '22', patient === null ? '0' : '1', owners);
          order.part(subscriber, owners);
          if (patient !== null) {
            level(hl, '23', '0', owners);
            order.part(patient, owners);
          }
          for (const { filingId, part } of claims) order.part(part, () => [filingId]);
        }
      }
    }
  }
}

function inHundreds(level: PatientLevel): readonly PatientLevel[] {
  if (level.claims.length <= CLAIMS_PER_PATIENT) return [level];
  const parts: PatientLevel[] = [];
  for (let from = 0; from < level.claims.length; from += CLAIMS_PER_PATIENT) {
    parts.push({ ...level, claims: level.claims.slice(from, from + CLAIMS_PER_PATIENT) });
  }
  return parts;
}

/** What was written may hold letters beyond ASCII; byte by byte is as good a key. */
const textOf = ({ bytes, start, end }: Part): string => bytes.view(start, end).toString('latin1');

function takeBack({ bytes, start, count }: Part): void {
  bytes.cutTo({ length: start, count: bytes.count - count });
}

/** The lines of a part. */
export const linesOf = ({ bytes, start, end }: Part, owners: readonly string[]): readonly OwnedLine[] =>
  bytes.segmentsOf(start, end).map((text) => ({ text, owners }));
