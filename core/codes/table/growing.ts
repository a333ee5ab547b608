import { Defect } from '../../result.ts';
import type { ColumnType } from '../sets.ts';
import type { Numbers } from './container.ts';

/** Numbers in the order in which they come, however many: four bytes each, and no object for any. */
export interface Growing {
  readonly push: (value: number) => void;
  /** A view of all so far. */
  readonly all: () => Uint32Array;
}

export function growing(): Growing {
  let numbers = new Uint32Array(1024);
  let length = 0;
  return {
    push: (value) => {
      if (length === numbers.length) {
        const wider = new Uint32Array(length * 2);
        wider.set(numbers);
        numbers = wider;
      }
      numbers[length] = value;
      length += 1;
    },
    all: () => numbers.subarray(0, length),
  };
}

/** Numbers in the narrowest unsigned array that holds them. */
export function narrowed(numbers: Uint32Array): Numbers {
  const most = numbers.reduce((a, b) => Math.max(a, b), 0);
  return most < 2 ** 8 ? Uint8Array.from(numbers) : most < 2 ** 16 ? Uint16Array.from(numbers) : numbers;
}

/** The array that a column of numbers is kept in. */
export const columnArrays = {
  day: Uint32Array,
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
} as const;
export type NumberType = Exclude<ColumnType, 'text'>;

const limits: Readonly<Record<NumberType, readonly [number, number]>> = {
  day: [0, 99_999_999],
  u8: [0, 2 ** 8 - 1],
  u16: [0, 2 ** 16 - 1],
  u32: [0, 2 ** 32 - 1],
  i32: [-(2 ** 31), 2 ** 31 - 1],
};

/** @throws Defect when a number does not fit its column. */
export function fitting(value: unknown, type: NumberType): number {
  const [least, most] = limits[type];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new Defect(`a number does not fit a column of type ${type}`);
  }
  return value;
}
