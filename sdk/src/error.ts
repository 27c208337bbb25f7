/** What the server says when it refuses. `message` is in the language that was asked for; `code` is stable. */
export interface RefusalBody {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
}

/**
 * Every failed call. `status` 0 with code `network`: no answer arrived, so what was asked may or may not have happened;
 * a call with an idempotency key may be repeated as it was.
 */
export class ApiError extends Error implements RefusalBody {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(refusal: RefusalBody, options?: ErrorOptions) {
    super(refusal.message || refusal.code, options);
    this.status = refusal.status;
    this.code = refusal.code;
    this.details = refusal.details;
    this.requestId = refusal.requestId;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Reads `{ error: { code, message, details, requestId } }`; anything else (a proxy's page) becomes code `http.<status>`. */
export function refusalOf(response: { readonly status: number; readonly data: unknown }): RefusalBody {
  const error = recordOf(recordOf(response.data)['error']);
  const text = (name: string): string | undefined => (typeof error[name] === 'string' ? error[name] : undefined);
  return {
    status: response.status, code: text('code') ?? (response.status === 0 ? 'network' : `http.${response.status}`),
    message: text('message') ?? '', details: recordOf(error['details']), requestId: text('requestId') ?? null,
  };
}
