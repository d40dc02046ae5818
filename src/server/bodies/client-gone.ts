/** A client that went away before its request had come whole: there is nobody to answer, and nothing is wrong here. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
  constructor(cause: unknown) {
    super('the client went away before its request had come whole', { cause });
  }
}
