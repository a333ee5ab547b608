import type { CodeTable } from '../codes/code-sets.ts';
import type { EditContext } from './edit.ts';
import type { ClaimFacts, LineFacts } from './facts.ts';
import { daysFrom } from './global-days.ts';
import { type AnyLine, besidesAtPayer, covers } from './ncci-history.ts';
import { oncePerClaim } from './ncci-once.ts';
import { HCPCS_QUALIFIER, isEquipment, isTimedAnesthesia } from './procedures-kinds.ts';

/** Units that are more than anybody gives one patient, on a line or a day. */
export interface Excess {
  readonly line: LineFacts;
  /** 1 of a line; 2 of a day, by policy; 3 of a day, by experience. */
  readonly mai: number;
  readonly limit: number;
  readonly table: UnitTable;
}
type UnitTable = CodeTable<'mue-practitioner' | 'mue-outpatient' | 'mue-dme'>;

const NONE: readonly Excess[] = [];

/**
 * The medically unlikely units of a claim. Per line (MAI 1), or per code and day over its lines and those of earlier
 * claims of the payer (MAI 2, 3): of one rendering provider by the practitioner table, of one facility or supplier by
 * the others. What is over a day is told once, on the last line that begins on it.
 *
 * @see domain.md 7.6
 */
export const excessesOf = oncePerClaim(findExcesses);

function findExcesses(claim: ClaimFacts, context: EditContext): readonly Excess[] {
  if (claim.inpatient) return NONE;
  let found: Excess[] | undefined;
  const isSupply = claim.type === 'P' && claim.lines.every(({ code }) => isEquipment(code));
  for (const line of claim.lines) {
    const excess = isCounted(line) ? excessOf(line, { claim, context, isSupply }) : undefined;
    if (excess === undefined) continue;
    if (found === undefined) found = [excess];
    else found.push(excess);
  }
  return found ?? NONE;
}

/** Anesthesia time is not limited by units of service. */
const isCounted = ({ code, qualifier, from, unitType }: LineFacts): boolean =>
  code !== '' && qualifier === HCPCS_QUALIFIER && from !== 0 && unitType === 'UN' && !isTimedAnesthesia(code);

interface Counting {
  readonly claim: ClaimFacts;
  readonly context: EditContext;
  /** Everything on the claim is of a supplier of equipment. */
  readonly isSupply: boolean;
}

function excessOf(line: LineFacts, counting: Counting): Excess | undefined {
  const table = tableFor(line, counting);
  const row = table?.find(line.code, line.from) ?? -1;
  if (table === undefined || row < 0) return undefined;
  const limit = table.number(row, 'units');
  const mai = table.number(row, 'mai');
  const isOver =
    mai === 1
      ? unitsOfDay(line) > limit
      : unitsOn(line, counting, table) > limit && isLastOfDay(line, counting, table);
  return isOver ? { line, mai, limit, table } : undefined;
}

/** Suppliers have a table of their own; what it does not list is in the practitioners'. */
function tableFor({ code, from }: LineFacts, { claim, context, isSupply }: Counting): UnitTable | undefined {
  const { codes } = context;
  if (claim.type === 'I') return codes.at('mue-outpatient', from) as UnitTable | undefined;
  const ofSuppliers = isSupply ? codes.at('mue-dme', from) : undefined;
  if (ofSuppliers !== undefined && ofSuppliers.find(code, from) >= 0) return ofSuppliers as UnitTable;
  return codes.at('mue-practitioner', from) as UnitTable | undefined;
}

/** Units of one day: of a line of several days its even part, rounded to a whole. */
export const unitsOfDay = ({ units, from, to }: AnyLine): number =>
  to > from ? Math.round(units / (daysFrom(from, to) + 1)) : units;

/** All units of the code on the line's first day. */
function unitsOn(line: LineFacts, { claim, context }: Counting, table: UnitTable): number {
  let sum = 0;
  for (const other of claim.lines) {
    if (isSame(other, line, table) && isCounted(other) && covers(other, line.from)) sum += unitsOfDay(other);
  }
  for (const other of besidesAtPayer(claim, context)) {
    if (isSame(other, line, table) && covers(other, line.from)) sum += unitsOfDay(other);
  }
  return sum;
}

const isLastOfDay = (line: LineFacts, { claim }: Counting, table: UnitTable): boolean =>
  !claim.lines.some(
    (other) =>
      other.number > line.number &&
      other.from === line.from &&
      isSame(other, line, table) &&
      isCounted(other),
  );

const isSame = (other: AnyLine, { code, rendering }: LineFacts, { release }: UnitTable): boolean =>
  other.code === code && (release.set !== 'mue-practitioner' || other.rendering === rendering);
