/** A figure as what it is made of: numerator × scale ÷ denominator. Whole numbers, exact. */
export interface Figure {
  readonly numerator: number;
  readonly denominator: number;
  /** Days that a daily average is taken over; 1 elsewhere. */
  readonly scale: number;
}

/**
 * The figure to so many decimals, half away from 0; for display only.
 *
 * @param digits 0 to 6
 * @returns null where it tells nothing: nothing is divided by 0, and no share of less than nothing is told
 */
export function rounded({ numerator, denominator, scale }: Figure, digits: number): string | null {
  if (denominator <= 0) return null;
  const by = BigInt(denominator);
  const shifted = BigInt(numerator) * BigInt(scale) * 10n ** BigInt(digits);
  const size = shifted < 0n ? -shifted : shifted;
  const whole = (size * 2n + by) / (by * 2n);
  const text = String(whole).padStart(digits + 1, '0');
  const sign = shifted < 0n && whole > 0n ? '-' : '';
  const point = text.length - digits;
  return `${sign}${text.slice(0, point)}${digits === 0 ? '' : `.${text.slice(point)}`}`;
}

/** Whole days and how often each was seen: the median of any number of claims in the memory of their range. */
export class DayCounts {
  private readonly counts = new Map<number, number>();
  private total = 0;

  add(days: number): void {
    this.counts.set(days, (this.counts.get(days) ?? 0) + 1);
    this.total += 1;
  }

  get count(): number {
    return this.total;
  }

  /** Of an even number of days, the middle between the two in the middle. Denominator 0 where there are none. */
  median(): Figure {
    if (this.total === 0) return { numerator: 0, denominator: 0, scale: 1 };
    const low = this.at(Math.floor((this.total - 1) / 2));
    const high = this.at(Math.floor(this.total / 2));
    return low === high
      ? { numerator: low, denominator: 1, scale: 1 }
      : { numerator: low + high, denominator: 2, scale: 1 };
  }

  /** @param index from 0, in ascending order */
  private at(index: number): number {
    let seen = 0;
    for (const [days, count] of [...this.counts].toSorted(([a], [b]) => a - b)) {
      seen += count;
      if (index < seen) return days;
    }
    return 0;
  }
}
