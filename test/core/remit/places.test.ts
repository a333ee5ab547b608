import { describe, expect, it, vi } from 'vitest';
import { PaymentPlaces, PlacesMemory } from '../../../core/remit/places.ts';
import type { ClaimPayment } from '../../../core/x12/types.ts';
import { aPayment } from './given.ts';

/** The nth payment of a set whose claims have 500 bytes and 20 segments each. */
const nth = (ordinal: number, claimId = `C${ordinal}-1`): ClaimPayment => ({
  ...aPayment({ claimId, clp: '1/150/76' }),
  ordinal,
  position: { interchange: 1, segment: ordinal * 20, offset: ordinal * 500 },
});

function placesOf(payments: readonly ClaimPayment[]): PaymentPlaces {
  const places = new PaymentPlaces(new PlacesMemory());
  for (const payment of payments) places.add(payment, payment.position.offset + 480);
  return places;
}

describe('the places of the payments of a set', () => {
  it('are told by ordinal', () => {
    const places = placesOf([1, 2, 3].map((ordinal) => nth(ordinal)));
    expect(places.count).toBe(3);
    expect(places.place(2, places.copies())).toEqual({
      offset: 1000,
      bytes: 480,
      segment: 40,
      ordinal: 2,
      copy: 1,
    });
  });

  it('are as many as there are, and far into a file', () => {
    const places = new PaymentPlaces(new PlacesMemory());
    for (let ordinal = 1; ordinal <= 10_000; ordinal += 1) {
      const position = { interchange: 1, segment: ordinal * 20, offset: 5e9 + ordinal * 500 };
      places.add({ ...nth(ordinal), position }, position.offset + 499);
    }
    expect(places.place(9_999, new Map())).toMatchObject({ offset: 5e9 + 9_999 * 500, bytes: 499 });
    expect(places.copies()).toEqual(new Map());
  });

  it('say which of equal payments each is', () => {
    const claims = ['A', 'B', 'A', 'C', 'B', 'A'];
    const places = placesOf(claims.map((claim, i) => nth(i + 1, claim)));
    const copies = places.copies();
    expect(claims.map((_, i) => places.place(i + 1, copies).copy)).toEqual([1, 1, 2, 1, 2, 3]);
  });

  it('are forgotten for the next set', () => {
    const places = placesOf([nth(1, 'A'), nth(2, 'A')]);
    places.clear();
    expect(places.count).toBe(0);
    expect(places.copies()).toEqual(new Map());
    places.add(nth(1, 'A'), 900);
    expect(places.copies()).toEqual(new Map());
    expect(() => places.place(5000, new Map())).toThrow();
  });

  it('say so of equal ones that are far apart in a long set', () => {
    const equal = new Map([
      [1, 1],
      [70_000, 2],
      [150_000, 3],
    ]);
    const places = new PaymentPlaces(new PlacesMemory());
    for (let ordinal = 1; ordinal <= 150_000; ordinal += 1)
      places.add(nth(ordinal, equal.has(ordinal) ? 'EQUAL' : undefined), ordinal * 500 + 480);
    expect(places.copies()).toEqual(new Map([...equal].slice(1)));
  });

  it('take the memory that other sets gave back', () => {
    const memory = new PlacesMemory();
    const taken = vi.spyOn(memory, 'take');
    for (let set = 0; set < 20; set += 1) {
      const [long, short] = [new PaymentPlaces(memory), new PaymentPlaces(memory)];
      for (let ordinal = 1; ordinal <= 3000; ordinal += 1) long.add(nth(ordinal), ordinal * 500 + 480);
      short.add(nth(1), 980);
      expect([long, short].map((places) => places.place(1, new Map()).bytes)).toEqual([480, 480]);
      long.clear();
      short.clear();
    }
    expect(taken).toHaveBeenCalledTimes(20 * 4);
    expect(new Set(taken.mock.results.map(({ value }) => value)).size).toBe(4);
  });
});
