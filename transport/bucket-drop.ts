import type { Artifacts } from '../store/artifacts.ts';

/** Puts bytes where a partner takes them. Sending the same bytes again is success. */
export interface Transport {
  /**
   * @param name the file's name at the partner
   * @returns once the partner's side shows the whole file
   */
  readonly send: (partner: string, name: string, bytes: Uint8Array) => Promise<void>;
}

/** The delivered object was not found at its full size. */
export class DeliveryUnverified extends Error {
  override readonly name = 'DeliveryUnverified';
}

/** The partner reads `drop/{partner}/` of our bucket: a sandbox, or a connector that fetches from there. */
export const bucketDrop = (artifacts: Artifacts): Transport => ({
  send: async (partner, name, bytes) => {
    const key = `drop/${partner}/${name}`;
    await artifacts.create(key, bytes);
    if ((await artifacts.size(key)) !== bytes.length) throw new DeliveryUnverified();
  },
});
