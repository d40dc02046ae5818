/** Asks until the answer is right; the test's own time ends it. */
export async function eventually(isRight: () => Promise<boolean>): Promise<void> {
  while (!(await isRight())) await new Promise((resolve) => setTimeout(resolve, 20));
}
