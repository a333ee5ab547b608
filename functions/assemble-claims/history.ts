import { earlierLines } from '../../core/claim/earlier-lines.ts';
import type { Head } from '../../core/claim/head.ts';
import { patientKey } from '../../core/claim/patient-key.ts';
import type { Claim } from '../../core/claim/types.ts';
import { addDays, isCivilDate } from '../../core/dates.ts';
import type { EarlierLine } from '../../core/edits/facts.ts';
import type { Encounter } from '../../core/encounter/model.ts';
import type { ClaimNo } from '../../core/ids.ts';
import { sha256 } from '../../store/artifacts.ts';
import type { ClaimStore } from '../../store/claims.ts';

/**
 * How far around a claim's days its patient's other claims are looked at: the global period of major surgery is 90
 * days, and no other edit looks further (duplicates, pairs and daily limits look at the same day).
 */
const HISTORY_DAYS = 90;

/** Our numbers without the letter of a part: one for each encounter. */
const ENCOUNTER_LETTERS = 16;
const encounterOf = (claimNo: ClaimNo): string => claimNo.slice(0, ENCOUNTER_LETTERS);

/** An encounter of the batch, in its order. */
export interface Visit {
  /** As it is assembled. */
  readonly claims: readonly Claim[];
  /** Recorded by an earlier try of this very batch. */
  readonly isRecorded: boolean;
}

export interface History {
  readonly keyOf: (content: Encounter) => string | undefined;
  /** Lines of the patient's other claims, for the encounter at this place of the batch. */
  readonly before: (place: number) => Promise<readonly EarlierLine[]>;
}

/**
 * What the patients of a batch had before, at their billing provider: claims that are stored, and encounters that
 * stand earlier in the batch. One query for each patient. A retry of a batch sees what its first try saw: of its own
 * encounters each sees those before it and none behind it, whatever was recorded meanwhile.
 */
export function batchHistory(claims: ClaimStore, clientId: string, visits: readonly Visit[]): History {
  const keyOf = (content: Encounter) => patientKey(content, clientId, sha256);
  const keys = visits.map(({ claims: [claim] }) => claim && keyOf(claim.content));
  const stored = new Map<string, Promise<readonly EarlierLine[]>>();

  const storedLines = (key: string): Promise<readonly EarlierLine[]> => {
    const known = stored.get(key);
    if (known !== undefined) return known;
    const span = spanOf(visits.filter((_, i) => keys[i] === key));
    const found =
      span === undefined
        ? Promise.resolve([])
        : claims.history({
            patientKey: key,
            fromDay: addDays(span.first, -HISTORY_DAYS),
            toDay: addDays(span.last, HISTORY_DAYS),
          });
    stored.set(key, found);
    return found;
  };

  return {
    keyOf,
    before: async (place) => {
      const key = keys[place];
      if (key === undefined) return [];
      const ofBatch = visits.map(({ claims: [claim] }) => claim && encounterOf(claim.claimNo));
      const unseen = new Set(ofBatch.filter((_, i) => i <= place || visits[i]?.isRecorded === true));
      const others = (await storedLines(key)).filter(
        ({ claimNo }) => !unseen.has(encounterOf(claimNo as ClaimNo)),
      );
      const earlier = visits.slice(0, place).filter((_, i) => keys[i] === key);
      return [...others, ...earlier.flatMap(linesOf)];
    },
  };
}

const linesOf = ({ claims }: Visit): readonly EarlierLine[] =>
  claims.flatMap((claim) => {
    const { coverages, destination } = claim.content;
    const payerId = coverages.find(({ seq }) => seq === destination)?.payer.id ?? '';
    return earlierLines(claim, { payerId, adjudicated: false });
  });

/** First and last day of service; nothing where no line has a day of the calendar. */
function spanOf(visits: readonly Visit[]) {
  const days = visits
    .flatMap(({ claims }) => claims.flatMap(({ content }) => content.lines))
    .flatMap(({ from, to = from }) => [from, to])
    .filter(isCivilDate)
    .toSorted();
  const [first] = days;
  const last = days.at(-1);
  return first === undefined || last === undefined ? undefined : { first, last };
}

/** Whether the heads show that this try of the batch recorded the encounter before. */
export const isRecordedBy = (
  heads: ReadonlyMap<ClaimNo, Head>,
  claims: readonly Claim[],
  cause: string,
): boolean => claims.some(({ claimNo }) => heads.get(claimNo)?.causes.includes(cause) === true);
