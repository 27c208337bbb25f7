import { type Id, parseId } from '#kernel/id.ts';
import { errors } from '#modules/aftersales/domain.ts';

/** The id of a case in a path; anything else is simply not found. */
export function caseIdOf(text: string): Id<'case'> {
  const id = parseId<'case'>(text);
  if (id === undefined) throw errors.caseNotFound();
  return id;
}
