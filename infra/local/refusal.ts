/** Why the stack does not start: one line for people, Vietnamese first. */
export class StartRefused extends Error {
  constructor(vietnamese: string, english: string) {
    super(`${vietnamese} / ${english}`);
    this.name = "StartRefused";
  }
}
