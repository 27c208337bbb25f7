/** How applications and suppliers look in answers. */
import { Type } from 'typebox';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import { dayOf } from '#kernel/day.ts';
import { regionNames } from '#modules/members/index.ts';
import { APPLICATION_STATES, type Field, FIELDS, LICENCE_STATES, licenceStateOf, PICTURE_KINDS, type Supplier, SUPPLIER_STATES, UNLIMITED } from '#modules/suppliers/domain.ts';
import type { Application, LicencePicture } from '#modules/suppliers/store/applications.ts';

const text = (maxLength: number) => Type.String({ maxLength });
/** What an applicant writes; unfinished texts are empty. */
export const ContentSchema = Type.Object({
  companyName: text(80), creditCode: Type.String({ maxLength: 30, description: 'Unified social credit code, 18 characters; spaces are left out' }), legalPerson: text(40), contactName: text(40),
  categoryIds: Type.Array(IdText, { maxItems: 10 }), regionCode: Type.String({ pattern: '^(?:[0-9]{6}|[0-9]{9})?$', description: 'Code of a district or street' }), detail: text(200),
  licenceUntil: Type.String({ pattern: `^(?:\\d{4}-\\d{2}-\\d{2}|${UNLIMITED})?$`, description: 'Last day of the business licence, or that it names none' }),
  consentVersion: Type.String({ maxLength: 20, description: 'Version of the supplier terms that were accepted' }),
});
/** What the platform may put right. */
export const FactsSchema = Type.Pick(ContentSchema, ['legalPerson', 'contactName', 'licenceUntil', 'detail']);
const HintsSchema = Type.Object(Object.fromEntries(FIELDS.map((field) => [field, Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))])) as Record<Field, ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>>);
export const HintsIn = HintsSchema;
export const PictureView = Type.Object({ id: IdText, kind: Type.Enum([...PICTURE_KINDS]), url: Type.String({ description: 'Answers only to whoever may see it' }), width: Type.Integer(), height: Type.Integer() });
export const StateSchema = Type.Enum([...APPLICATION_STATES]);
export const SupplierStateSchema = Type.Enum([...SUPPLIER_STATES]);

export const ApplicationView = Type.Object({
  state: StateSchema, revision: Type.Integer(), phone: Type.String(), content: ContentSchema, region: Type.String({ description: 'Names from the province down' }), pictures: Type.Array(PictureView),
  reason: Nullable(Type.String()), hints: HintsSchema, submittedAt: Nullable(Instant), decidedAt: Nullable(Instant),
});

/** The application with addresses of its pictures below `base`. */
export function applicationView(application: Application, pictures: readonly LicencePicture[], base: string) {
  const { state, revision, phone, content, reason, hints, submittedAt, decidedAt } = application;
  return {
    state, revision, phone, content: { ...content, categoryIds: [...content.categoryIds] }, region: regionNames(content.regionCode).join(' '), reason, hints: { ...hints },
    pictures: pictures.map(({ id, kind, width, height }) => ({ id: String(id), kind, url: `${base}/pictures/${id}`, width, height })),
    submittedAt: submittedAt?.toISOString() ?? null, decidedAt: decidedAt?.toISOString() ?? null,
  };
}

export const SupplierView = Type.Object({
  id: IdText, name: Type.String(), state: SupplierStateSchema, stateAt: Instant, stateReason: Nullable(Type.String()), creditCode: Nullable(Type.String()), createdAt: Instant,
});
export const supplierView = ({ id, name, state, stateAt, stateReason, creditCode, createdAt }: Supplier) =>
  ({ id: String(id), name, state, stateAt: stateAt.toISOString(), stateReason, creditCode, createdAt: createdAt.toISOString() });

/** What a supplier told of itself when it applied; null for one that never did. */
export const CompanyView = Type.Object({
  legalPerson: Type.String(), contactName: Type.String(), phone: Type.String(), licenceUntil: Type.String(), licenceState: Type.Enum([...LICENCE_STATES], { description: 'ending: 30 days before its last day or fewer' }),
  region: Type.String(), detail: Type.String(), categories: Type.Array(Type.String()),
});
export function companyView({ content, phone }: Application, { categories, now }: { categories: ReadonlyMap<string, string>; now: Date }) {
  const { legalPerson, contactName, licenceUntil, regionCode, detail, categoryIds } = content;
  return {
    legalPerson, contactName, phone, licenceUntil, licenceState: licenceStateOf(licenceUntil, dayOf(now)),
    region: regionNames(regionCode).join(' '), detail, categories: categoryIds.flatMap((id) => categories.get(id) ?? []),
  };
}
export const LinkView = Type.Object({ path: Type.String({ description: 'Of the console; it works once' }), expiresAt: Instant });
