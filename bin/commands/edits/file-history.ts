import { linesBefore } from '../../../core/claim/earlier-lines.ts';
import { patientKey } from '../../../core/claim/patient-key.ts';
import type { EarlierLine } from '../../../core/edits/facts.ts';
import type { ClaimContent } from '../../../core/x12/claim-content.ts';
import { sha256 } from '../../../store/hash.ts';

/** About 100 MB of lines; beyond, the patients who were seen longest ago are forgotten. */
const MOST_LINES = 400_000;
const NONE: readonly EarlierLine[] = [];

/**
 * What stands of each patient earlier in a file, at the same billing provider: pairs, daily limits and duplicates are
 * found across its claims. A claim is known by its place in the file.
 */
export class FileHistory {
  readonly #byPatient = new Map<string, readonly EarlierLine[]>();
  #lines = 0;

  /** The earlier lines of the claim's patient; the claim's own are kept for those that follow. */
  before(claim: number, content: ClaimContent, payerId: string): readonly EarlierLine[] {
    const key = patientKey(content, '', sha256);
    if (key === undefined) return NONE;
    const earlier = this.#byPatient.get(key) ?? NONE;
    const own = linesBefore(content, { claimNo: String(claim), payerId, adjudicated: false });
    this.#byPatient.delete(key);
    this.#byPatient.set(key, [...earlier, ...own]);
    this.#lines += own.length;
    this.#forget();
    return earlier;
  }

  #forget(): void {
    for (const [key, lines] of this.#byPatient) {
      if (this.#lines <= MOST_LINES) return;
      this.#byPatient.delete(key);
      this.#lines -= lines.length;
    }
  }
}
