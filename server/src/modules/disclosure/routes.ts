/** Figures and company for everybody; the console says who runs the shop. */
import { type Static, Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, Day, Instant, Nullable } from '#infra/schemas.ts';
import { formatDay } from '#kernel/day.ts';
import { HELD_REASONS, heldBecause, type HeldReason } from '#modules/rules/index.ts';
import { companyOf, describeCompany, type Figures, readFigures } from './service.ts';

/** Everybody may ask: a process looks into the books this often at most, in wall time. */
const FRESH_MS = 30_000;

const CompanyView = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  licenceNumber: Type.String({ pattern: '^([0-9A-Z]{18})?$', description: 'Unified social credit code of the business licence' }),
  recordNumber: Type.String({ maxLength: 40, description: 'Record number of the site' }), policeNumber: Type.String({ maxLength: 40, description: 'Record number of the police' }),
  address: Type.String({ maxLength: 120 }), complaintPhone: Type.String({ pattern: '^[0-9 +-]{0,30}$' }), complaintEmail: Type.String({ pattern: '^([^@\\s]+@[^@\\s]+)?$', maxLength: 80 }),
});
const FiguresView = Type.Object({
  at: Instant,
  points: Type.Object({ total: Atoms, founders: Atoms, pool: Atoms, circulating: Atoms, destroyed: Atoms }, { description: 'pool + founders + circulating + destroyed = total' }),
  shareValue: Type.Object({ eligible: Atoms, paused: Atoms, locked: Atoms, burned: Atoms }),
  lastNoon: Nullable(Type.Object({ day: Day, priceAtoms: Atoms, issuedPts: Atoms, burnedSv: Atoms })),
  noonsToHalf: Nullable(Type.Integer({ description: 'Noons like the last one until half of a share value is burned; null when nothing burns' })),
  earnedFen: Type.String({ pattern: '^-?[0-9]+$', description: 'What the platform has earned with goods so far' }),
  claimedFen: Type.String({ pattern: '^[0-9]+$', description: 'Circulating points × the price of the last noon: nobody promises to pay it' }),
  coveragePpm: Nullable(Atoms),
  heldBecause: Type.Array(Type.Enum([...HELD_REASONS]), { description: 'What this shop lacks and so grants and releases nothing; empty when it does' }),
});

function figuresView({ at, totals, last, ...figures }: Figures, held: readonly HeldReason[]): Static<typeof FiguresView> {
  return {
    at: at.toISOString(),
    points: { total: String(totals.totalPts), founders: String(totals.foundersPts), pool: String(totals.poolPts), circulating: String(totals.circulatingPts), destroyed: String(totals.destroyedPts) },
    shareValue: { eligible: String(totals.eligibleShares), paused: String(totals.pausedShares), locked: String(totals.lockedShares), burned: String(totals.burnedShares) },
    lastNoon: last ? { day: formatDay(last.day), priceAtoms: String(last.price), issuedPts: String(last.issued), burnedSv: String(last.burned) } : null,
    noonsToHalf: figures.noonsToHalf, earnedFen: String(figures.earnedFen), claimedFen: String(figures.claimedFen), coveragePpm: figures.coveragePpm?.toString() ?? null, heldBecause: [...held],
  };
}

/** Mounts the routes. */
export function disclosureRoutes(http: Http, infra: Infra): void {
  let kept: { readonly until: number; readonly figures: Promise<Figures> } | undefined;
  const fresh = (): Promise<Figures> => {
    const now = infra.clock.wall().getTime();
    if (kept && now < kept.until) return kept.figures;
    const figures = readFigures(infra.sql, infra.clock.now());
    // What failed is not kept.
    figures.catch(() => { kept = undefined; });
    kept = { until: now + FRESH_MS, figures };
    return figures;
  };
  http.get('/api/disclosure/figures', {
    schema: { tags: ['disclosure'], summary: 'How many points there are and where, what burns, and what stands behind it; at most half a minute old', response: { 200: FiguresView } },
    config: { guard: 'public' },
  }, async () => figuresView(await fresh(), heldBecause(infra.config.mode)));

  http.get('/api/disclosure/company', {
    schema: { tags: ['disclosure'], summary: 'Who runs the shop; null until it was said', response: { 200: Type.Object({ company: Nullable(CompanyView) }) } },
    config: { guard: 'public' },
  }, async () => ({ company: (await companyOf(infra.sql)) ?? null }));

  http.post('/api/console/company', {
    schema: { tags: ['disclosure'], summary: 'Say who runs the shop; shown to everybody at once', body: CompanyView, response: { 200: CompanyView } },
    config: { guard: { act: 'company.write', of: 'platform' } },
  }, (request) => request.unit(async (ctx) => {
    const { body } = request;
    const company = { ...body, name: body.name.trim() };
    await describeCompany(ctx, company);
    return company;
  }));
}
