import { expectTypeOf, test } from 'vitest';
import type * as z from 'zod';
import type { Adjustment, Coverage, Encounter } from '../../../core/encounter/model.ts';
import type { adjustmentSchema, coverageSchema, encounterSchema } from '../../../core/encounter/schema.ts';

/** The compiler looks at these: a field that only one of the two has does not compile. */
test('the schema and the types of an encounter are the same', () => {
  expectTypeOf<Encounter>().toEqualTypeOf<z.infer<typeof encounterSchema>>();
  expectTypeOf<Coverage>().toEqualTypeOf<z.infer<typeof coverageSchema>>();
  expectTypeOf<Adjustment>().toEqualTypeOf<z.infer<typeof adjustmentSchema>>();
});
