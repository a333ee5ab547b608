/**
 * The X12 engine as a library: what others may build on. Everything streams, holds no whole file, and gives findings
 * where data are wrong instead of throwing. `docs/x12.md` tells how to use it; `npm run pack:x12` makes a package.
 */

export { type CivilDate, civilDate, isCivilDate } from '../dates.ts';
export type * from '../encounter/model.ts';
export { type Cents, cents, formatAmount, parseAmount } from '../money.ts';
export type { Result } from '../result.ts';
export {
  type AcknowledgeOptions,
  type Acknowledgment,
  acknowledge,
} from './acknowledge/acknowledge.ts';
export type { StatusCode, Verdict } from './acknowledge/claim-answers.ts';
export {
  type CheckedFinding,
  type CheckedSet,
  checkSets,
  checkX12,
  MAX_FINDINGS,
  type X12Check,
  type X12CheckSums,
} from './check.ts';
export { type ClaimBasics, type ClaimContent, isProfessional, type LineBasics } from './claim-content.ts';
export type * from './dental-content.ts';
export { eventsOf, type X12Event } from './events.ts';
export type { LoopGuide, SegmentGuide, SetGuide } from './guides/guide.ts';
export type * from './institutional-content.ts';
export type { SetType } from './items.ts';
export { type Place, segmentsAt } from './reach.ts';
export { type ByteSource, eachItem, itemsOf, type ReadOptions, readX12, type X12Item } from './read.ts';
export { writeImplementationAcknowledgment } from './sets/a999-write.ts';
export type { AnswerProblem, Written, WrittenAnswer } from './sets/answer-write.ts';
export { type ClaimAcknowledgmentSet, writeClaimAcknowledgment } from './sets/ca277-write.ts';
export type { WriteOptions, WrittenInterchange } from './sets/claim-set-write.ts';
export { writeDental } from './sets/d837-write.ts';
export { type EligibilityInquirySet, writeEligibilityInquiries } from './sets/e270-write.ts';
export { type EligibilityResponseSet, writeEligibilityResponses } from './sets/e271-write.ts';
export * from './sets/eligibility-types.ts';
export type { CleaningNote } from './sets/field-writer.ts';
export { writeInstitutional } from './sets/i837-write.ts';
export type * from './sets/inquiry-types.ts';
export { writeProfessional } from './sets/p837-write.ts';
export { type RemittanceToWrite, writeRemittances } from './sets/r835-write.ts';
export { type StatusInquirySet, writeStatusInquiries } from './sets/s276-write.ts';
export { type StatusResponseSet, writeStatusResponses } from './sets/s277-write.ts';
export type { GuideNames } from './sets/set-type.ts';
export * from './sets/status-types.ts';
export { writeInterchangeAcknowledgment } from './sets/ta1-write.ts';
export { type ShowOptions, type ShowPaint, showX12 } from './show.ts';
export type { SegmentCursor } from './syntax/cursor.ts';
export type { EnvelopeEvent } from './syntax/envelope-events.ts';
export { packed, type Segment } from './syntax/segment.ts';
export type { WriteProblem } from './syntax/write.ts';
export {
  type DiffItem,
  type DiffOptions,
  type DiffPlace,
  type DiffTotals,
  diffX12,
  type X12Difference,
} from './tools/diff.ts';
export { type MaskOptions, maskX12 } from './tools/mask.ts';
export { type MergeOptions, type MergeTotals, mergeX12 } from './tools/merge.ts';
export type { PartInfo, PartOutput, PartSink } from './tools/part.ts';
export type { PartTotals } from './tools/parts.ts';
export type { Digest } from './tools/pseudonym.ts';
export { type FoundCounts, recordsOf, type X12Record } from './tools/records.ts';
export type { ToolRefusal } from './tools/refusal.ts';
export { type SplitOptions, type SplitTotals, splitX12 } from './tools/split.ts';
export type * from './types.ts';
export { walkSegments } from './walk.ts';
