/** Something stands in the place of this ledger that no ledger wrote. Nothing is read past it, and nothing written. */
export class ForeignEvent extends Error {
  override readonly name = 'ForeignEvent';
  readonly code = 'FOREIGN_EVENT';
  readonly messageEn: string;
  constructor(
    /** What was found, where, and what to do. */
    explanation: { zh: string; en: string },
  ) {
    super(explanation.zh);
    this.messageEn = explanation.en;
  }
}
