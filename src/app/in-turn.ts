/** Does works one after the other, each when those before it have ended, however they did. */
export type InTurn = <Made>(work: () => Promise<Made>) => Promise<Made>;

export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
