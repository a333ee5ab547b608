import type { Coverage, Encounter } from '../../encounter/model.ts';
import type { InstitutionalCoverage } from '../institutional-content.ts';
import { type FieldWriter, inOrder, writeReference } from './field-writer.ts';
import {
  responsibilityOf,
  writeOtherSubscriber,
  writePayerName,
  writeReferences,
  writeSbr,
} from './p837-write-parties.ts';
import { writeAdjustments } from './p837-write-shared.ts';

/** What a claim of any kind must have for its other payers to be written. */
export interface Covered {
  readonly patient: Encounter['patient'];
  readonly coverages: readonly InstitutionalCoverage[];
  readonly lines: readonly {
    readonly adjudications?:
      | readonly { readonly payerId: string; readonly date?: string | undefined }[]
      | undefined;
  }[];
}

export interface CoveredClaim {
  readonly content: Covered;
  readonly destination: Coverage;
}

interface Other {
  readonly coverage: InstitutionalCoverage;
  readonly path: string;
}

/**
 * 2320: every payer but the destination, in their order (domain.md 3.9).
 *
 * @param providers NM101 of 2330C and after, in the order of the set's loops
 */
export function writeOtherCoverages(
  w: FieldWriter,
  { content, destination }: CoveredClaim,
  providers: readonly string[],
): void {
  if (content.coverages.length < 2) return;
  const indexed = content.coverages.map((coverage, i) => ({ coverage, path: `coverages.${i}` }));
  const others = indexed.filter(({ coverage }) => coverage !== destination);
  for (const other of others.toSorted((a, b) => a.coverage.seq - b.coverage.seq)) {
    writeOtherCoverage(w, { content, destination }, other);
    writeProviders(w, other, providers);
  }
}

const AMOUNTS = [
  ['D', 'paidCents'],
  ['A8', 'nonCoveredCents'],
  ['EAF', 'remainingLiabilityCents'],
] as const;

function writeOtherCoverage(w: FieldWriter, { content, destination }: CoveredClaim, other: Other): void {
  const { coverage, path } = other;
  const { adjudication = {} } = coverage;
  if (responsibilityOf(coverage.seq) === undefined) w.problem('REQ-01', `${path}.seq`);
  writeSbr(w, path, coverage, w.requiredId(`${path}.relationship`, coverage.relationship, 2));
  writeAdjustments(w, `${path}.adjudication`, adjudication.adjustments);
  for (const [qualifier, field] of AMOUNTS) {
    const amount = w.amount(`${path}.adjudication.${field}`, adjudication[field]);
    if (amount !== undefined) w.segment('AMT', qualifier, amount);
  }
  // The patient signs once for all payers: what is not said of this payer is as for the destination payer.
  const assignment = coverage.assignment ?? destination.assignment;
  const release = coverage.release ?? destination.release;
  w.segment('OI', undefined, undefined, assignment, coverage.patientSignatureSource, undefined, release);
  writeElements(w, 'MIA', adjudication.inpatient, `${path}.adjudication.inpatient`);
  writeElements(w, 'MOA', adjudication.outpatient, `${path}.adjudication.outpatient`);
  writeOtherSubscriber(w, content, other);
  writeOtherPayer(w, content, other);
}

function writeElements(
  w: FieldWriter,
  id: 'MIA' | 'MOA',
  elements: readonly string[] | undefined,
  at: string,
): void {
  if (elements === undefined) return;
  w.segment(id, ...elements.map((element, i) => w.id(`${at}.${i}`, element, 50)));
}

const PAYER_REFERENCES = ['2U', 'EI', 'FY', 'NF', 'G1', '9F', 'G3', 'T4'];

/** 2330B. The date stands here only where no line of this payer's carries one. */
function writeOtherPayer(w: FieldWriter, content: Covered, { coverage, path }: Other): void {
  const { payer, adjudication } = coverage;
  writePayerName(w, path, payer);
  const dated = content.lines.some((l) =>
    l.adjudications?.some((a) => a.payerId === payer.id && a.date !== undefined),
  );
  if (adjudication?.date !== undefined && !dated) w.segment('DTP', '573', 'D8', adjudication.date);
  for (const reference of inOrder(payer.secondaryIds ?? [], PAYER_REFERENCES, (r) => r.qualifier)) {
    writeReference(w, `${path}.payer.secondaryIds`, reference);
  }
  const controlNo = w.id(`${path}.adjudication.payerClaimControlNo`, adjudication?.payerClaimControlNo, 50);
  if (controlNo !== undefined) w.segment('REF', 'F8', controlNo);
}

/** Providers that are organizations wherever one kind only is allowed: facility and billing provider. */
const ORGANIZATIONS = new Set(['77', '85']);

/** 2330C and after: a provider by its numbers alone. */
function writeProviders(w: FieldWriter, { coverage, path }: Other, order: readonly string[]): void {
  for (const provider of inOrder(coverage.providers ?? [], order, (p) => p.code)) {
    const { code, entityType = ORGANIZATIONS.has(code) ? '2' : '1', secondaryIds } = provider;
    w.segment('NM1', w.id(`${path}.providers.code`, code, 3), entityType);
    writeReferences(w, `${path}.providers.secondaryIds`, secondaryIds);
  }
}
