import type { HeldReadModel } from '../../../ports/backup.js';
import { connect } from './connection.js';
import { answered } from './failures.js';
import type { LeaseTiming } from './lease.js';
import { leaseTiming, takeLease } from './lease.js';
import type { MongoPlace } from './url.js';

/** Keeps every projector away. @throws WriterLocked, CannotConnect */
export async function holdMongoReadModel(place: MongoPlace, timing: LeaseTiming = leaseTiming): Promise<HeldReadModel> {
  const connection = await connect(place);
  try {
    const lease = await answered(place, () => takeLease(connection, timing));
    return {
      /** From now on nobody is answered. The copies are removed by the next writer, when nobody can be reading them. */
      clear: () =>
        answered(place, async () => {
          const retired: Record<string, boolean> = {};
          for (const copy of Object.keys(lease.views().copies)) retired[`copies.${copy}.retired`] = true;
          await lease.change({ $set: { serving: null, ...retired } });
        }),
      async release() {
        await lease.release();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
