// Generated from openapi.json by npm run generate; do not edit.
export interface paths {
    "/api/auth/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A proof of work to solve before a code is sent
         * @description Find the least counter whose SHA-256(salt ‖ nonce ‖ counter as uint32, big-endian; hex decoded) begins, in hex, with keyPrefix. Send base64(JSON {challenge, solution: {counter, derivedKey}}) as proof.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            required: boolean;
                            challenge: {
                                parameters: {
                                    [key: string]: unknown;
                                };
                                signature: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to a phone; the answer is the same for every phone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        /** @enum {unknown} */
                        purpose: "register" | "signIn" | "reset" | "newPhone" | "apply";
                        proof?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            challenge: string;
                            resendAfterMs: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as a member, by password or by a code sent to the phone */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        password: string;
                    } | {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        challenge: string;
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/staff/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in as staff: name, password and time-based code, or in its place a recovery code */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        totp: string;
                    } | {
                        name: string;
                        password: string;
                        recoveryCode: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Demo only: with what the staff of this demo sign in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            password: string;
                            staff: {
                                name: string;
                                orgName: string;
                                roles: string[];
                                totp: string;
                                /** @description The code is accepted from then on */
                                totpWaitMs: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            actor: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session; nothing happens when there is none */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove again who you are: staff by time-based or recovery code, members by password or by a code on their phone. The session gets a new token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        totp?: string;
                        recoveryCode?: string;
                        password?: string;
                        challenge?: string;
                        code?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with a code sent to the phone (purpose reset); every session of the member ends */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        challenge: string;
                        code: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/step-up/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a code to one’s own phone, to prove oneself with in place of the password */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            challenge: string;
                            resendAfterMs: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set another password: all other sessions end, this one gets a new token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, the last used first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description Browser and system, as far as they are known */
                                name: string;
                                ip: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                signedInAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                seenAt: string;
                                current: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign one device out */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/sessions/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere, here too */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/authenticator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many recovery codes staff have left */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodesLeft: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** A new authenticator to scan; nothing changes until its first code confirms it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Base32, for whoever cannot scan */
                            secret: string;
                            /** @description The QR code, a square SVG */
                            svg: string;
                            /** @description To be sent back with the first code, within ten minutes */
                            ticket: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/authenticator/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the new authenticator in the place of the old one; answers the recovery codes, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ticket: string;
                        totp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/account/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** New recovery codes, shown once; the old ones are void */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            recoveryCodes: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/enrolment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a one-time link is for, and the authenticator to scan */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            kind: "invitation" | "totpReset" | "firstOwner";
                            name: string | null;
                            orgName: string;
                            roles: string[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                            totp: {
                                /** @description Base32, for whoever cannot scan */
                                secret: string;
                                /** @description The QR code, a square SVG */
                                svg: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/enrolment/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use the link up: set the password (after a reset of the authenticator, give the present one), confirm the authenticator, be signed in. The recovery codes are answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        token: string;
                        name?: string;
                        password: string;
                        totp: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                            recoveryCodes: string[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of one’s organisation */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                roles: string[];
                                /** @enum {unknown} */
                                state: "active" | "invited" | "expired" | "reset" | "left";
                                invitedUntil: string | null;
                                seenAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a person with one role; the link is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            accountId: string;
                            /** @description To be handed over; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link for a person who has not used his yet; the old one is dead */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            accountId: string;
                            /** @description To be handed over; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person another role */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff/{id}/roles/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a role from a person; it is gone at his next request */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people of one’s organisation */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                roles: string[];
                                /** @enum {unknown} */
                                state: "active" | "invited" | "expired" | "reset" | "left";
                                invitedUntil: string | null;
                                seenAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/staff/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite a person with one role; the link is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            accountId: string;
                            /** @description To be handed over; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/staff/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link for a person who has not used his yet; the old one is dead */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            accountId: string;
                            /** @description To be handed over; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/staff/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person another role */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/staff/{id}/roles/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a role from a person; it is gone at his next request */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        role: "owner" | "operator" | "strategist" | "finance" | "compliance" | "auditor" | "supplierOwner" | "supplierStaff";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/staff/{id}/totp-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a second person to reset the authenticator of any member of staff, the platform’s or a supplier’s */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            approvalId: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/totp-resets/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide a reset; the link with which the person scans a new authenticator is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    approvalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            link: {
                                /** @description Identifier, a decimal string */
                                accountId: string;
                                /** @description To be handed over; it works once */
                                path: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                expiresAt: string;
                            } | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys of one’s organisation, newest first; never the keys themselves */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                scopes: string[];
                                createdBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                endsAt: string;
                                usedOn: string | null;
                                /** @enum {unknown} */
                                state: "active" | "expired" | "revoked";
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a key; it is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        scopes: ("orders.read" | "orders.ship" | "catalog.read" | "orders.ownRead" | "catalog.ownRead")[];
                        /** @description How many days it is good for */
                        days: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description To be sent as Authorization: Bearer */
                            key: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            endsAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/api-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a key; its next request is refused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys of one’s organisation, newest first; never the keys themselves */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                scopes: string[];
                                createdBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                endsAt: string;
                                usedOn: string | null;
                                /** @enum {unknown} */
                                state: "active" | "expired" | "revoked";
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a key; it is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        scopes: ("orders.read" | "orders.ship" | "catalog.read" | "orders.ownRead" | "catalog.ownRead")[];
                        /** @description How many days it is good for */
                        days: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description To be sent as Authorization: Bearer */
                            key: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            endsAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/api-keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a key; its next request is refused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a second person, and what was decided */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "pending" | "approved" | "rejected" | "expired";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                act: string;
                                input: unknown;
                                /** @enum {unknown} */
                                state: "pending" | "approved" | "rejected" | "expired";
                                askedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                expiresAt: string;
                                decidedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                } | null;
                                decidedAt: string | null;
                                /** @description Asked for by the reader, who therefore cannot decide it */
                                own: boolean;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what, the latest first, with what stood before and after */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description An act, or all acts of a module */
                    act?: string;
                    /** @description What it was done to, such as account:123 */
                    target?: string;
                    /** @description Identifier, a decimal string */
                    actor?: string;
                    /** @description Day in Asia/Shanghai, included */
                    from?: string;
                    /** @description Day in Asia/Shanghai, included */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                actorKind: string;
                                actor: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                } | null;
                                act: string;
                                target: string;
                                detail: {
                                    [key: string]: unknown;
                                };
                                targetName: string | null;
                                before: {
                                    [key: string]: unknown;
                                } | null;
                                after: {
                                    [key: string]: unknown;
                                } | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/ledger/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Debits, credits and balances by kind at the sealed positions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            lines: {
                                /** @enum {unknown} */
                                kind: "gateway" | "unearned" | "margin" | "supplierPayable" | "transitCny" | "issued" | "pool" | "founders" | "unclaimed" | "treasury" | "destroyed" | "memberPoints" | "transitPts" | "svIssued" | "svActive" | "svLocked" | "svPaused" | "svBurned" | "transitSv";
                                /** @enum {unknown} */
                                asset: "CNY" | "PTS" | "SV";
                                /** @enum {unknown} */
                                holder: "system" | "member" | "supplier";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                debits: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                credits: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                balance: string;
                            }[];
                            sealed: {
                                buckets: string;
                                entries: string;
                                transfers: string;
                                lastSealedAt: string | null;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/ledger/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Newest entries, by kind and holder */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    bucket?: number;
                    /** @description kind, holder, or kind:holder */
                    account?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                bucket: number;
                                /** @description Identifier, a decimal string */
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                memo: string;
                                eventPosition: string | null;
                                ruleVersion: number | null;
                                transfers: {
                                    debit: {
                                        /** @enum {unknown} */
                                        kind: "gateway" | "unearned" | "margin" | "supplierPayable" | "transitCny" | "issued" | "pool" | "founders" | "unclaimed" | "treasury" | "destroyed" | "memberPoints" | "transitPts" | "svIssued" | "svActive" | "svLocked" | "svPaused" | "svBurned" | "transitSv";
                                        /** @description Id of the member or supplier; "0" for the system */
                                        holder: string;
                                    };
                                    credit: {
                                        /** @enum {unknown} */
                                        kind: "gateway" | "unearned" | "margin" | "supplierPayable" | "transitCny" | "issued" | "pool" | "founders" | "unclaimed" | "treasury" | "destroyed" | "memberPoints" | "transitPts" | "svIssued" | "svActive" | "svLocked" | "svPaused" | "svBurned" | "transitSv";
                                        /** @description Id of the member or supplier; "0" for the system */
                                        holder: string;
                                    };
                                    /** @enum {unknown} */
                                    asset: "CNY" | "PTS" | "SV";
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    amount: string;
                                }[];
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/ledger/entries/{bucket}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bucket: number;
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bucket: number;
                            /** @description Identifier, a decimal string */
                            id: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            at: string;
                            memo: string;
                            eventPosition: string | null;
                            ruleVersion: number | null;
                            transfers: {
                                debit: {
                                    /** @enum {unknown} */
                                    kind: "gateway" | "unearned" | "margin" | "supplierPayable" | "transitCny" | "issued" | "pool" | "founders" | "unclaimed" | "treasury" | "destroyed" | "memberPoints" | "transitPts" | "svIssued" | "svActive" | "svLocked" | "svPaused" | "svBurned" | "transitSv";
                                    /** @description Id of the member or supplier; "0" for the system */
                                    holder: string;
                                };
                                credit: {
                                    /** @enum {unknown} */
                                    kind: "gateway" | "unearned" | "margin" | "supplierPayable" | "transitCny" | "issued" | "pool" | "founders" | "unclaimed" | "treasury" | "destroyed" | "memberPoints" | "transitPts" | "svIssued" | "svActive" | "svLocked" | "svPaused" | "svBurned" | "transitSv";
                                    /** @description Id of the member or supplier; "0" for the system */
                                    holder: string;
                                };
                                /** @enum {unknown} */
                                asset: "CNY" | "PTS" | "SV";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amount: string;
                            }[];
                            seal: number | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/ledger/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest seal of every bucket, or all seals of one bucket, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    bucket?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                bucket: number;
                                number: number;
                                fromId: string;
                                toId: string;
                                entries: string;
                                transfers: string;
                                /** @description SHA-256 in hex */
                                hash: string;
                                sealedAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/ledger/verification/{bucket}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recomputes the seals and accounts of a bucket and names the first difference */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    bucket: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            bucket: number;
                            seals: number;
                            entries: string;
                            difference: {
                                check: string;
                                /** @description The seal or account concerned */
                                subject: string;
                                expected: string;
                                found: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rules in force, each parameter with its paragraph, and the history of versions */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: number;
                            pack: string;
                            parameters: {
                                key: string;
                                title: string;
                                unit: string;
                                value: string;
                                paragraph: string;
                            }[];
                            names: {
                                SV: string;
                                PTS: string;
                                registered: string;
                                patron: string;
                                vip: string;
                                shopkeeper: string;
                                dealer: string;
                                partner: string;
                            };
                            versions: {
                                version: number;
                                pack: string;
                                hash: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                effectiveFrom: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                installedAt: string;
                                installedBy: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Display names of assets and levels in the caller's language */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            SV: string;
                            PTS: string;
                            registered: string;
                            patron: string;
                            vip: string;
                            shopkeeper: string;
                            dealer: string;
                            partner: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/members/{id}/level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The level a member holds, the one he reached by himself, and what people decided about it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            /** @enum {unknown} */
                            earned: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            byHand: boolean;
                            decisions: {
                                /** @enum {unknown} */
                                from: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                level: ("registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner") | null;
                                reason: string;
                                askedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                decidedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Ask a second person to set a member's level; null gives it back to the rules. It counts for nobody above */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        level: ("registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner") | null;
                        /** @description Stays on record */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            approvalId: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/levels/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or reject a level that another person proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    approvalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approved: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who invites with this code */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string;
                            inviter: {
                                /** @description Masked */
                                name: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register with a code sent to the phone (purpose register); the member is signed in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        challenge: string;
                        code: string;
                        password: string;
                        inviteCode?: string;
                        bornOn: string | null;
                        consent: boolean;
                        versions: {
                            terms: string;
                            privacy: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in member */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description The masked phone while he has given none */
                            name: string;
                            phoneMasked: string;
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            inviteCode: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            joinedAt: string;
                            adultOn: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How the member wants to be called; null for no name */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description The masked phone while he has given none */
                            name: string;
                            phoneMasked: string;
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            inviteCode: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            joinedAt: string;
                            adultOn: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the phone, with a code sent to the new one (purpose newPhone); the old one is told, all other sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        challenge: string;
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Bearer token, for clients without cookies */
                            token: string;
                            account: {
                                /** @enum {unknown} */
                                kind: "visitor" | "member" | "staff";
                                id: string | null;
                                name: string | null;
                                orgKind: ("platform" | "supplier") | null;
                                orgId: string | null;
                                orgName: string | null;
                                roles: string[];
                                acts: string[];
                                /** @description A text message alone opened this dormant account: acts that ask for a fresh proof need the password first */
                                guarded: boolean;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members, newest first; search is a whole phone number or a part of a name */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    search?: string;
                    level?: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                phoneMasked: string;
                                /** @enum {unknown} */
                                level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                inviterId: string | null;
                                inviterName: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                joinedAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One member */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            name: string;
                            phoneMasked: string;
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            inviterId: string | null;
                            inviterName: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            joinedAt: string;
                            inviteCode: string | null;
                            closing: {
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                dueAt: string;
                                erasedAt: string | null;
                            } | null;
                            adultOn: string | null;
                            consents: {
                                document: string;
                                version: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            team: {
                                directVip: number;
                                directShopkeeper: number;
                                directDealer: number;
                                teamVip: number;
                                depth: number;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The documents that members agree to: versions in force */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @enum {unknown} */
                                document: "terms" | "privacy";
                                version: string;
                                /** @description Business day in Asia/Shanghai */
                                publishedOn: string;
                                /** @description What is different from the version before */
                                changes: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the member agreed to, and what changed since */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Documents that changed since he agreed; without agreeing he places no new orders */
                            outstanding: {
                                /** @enum {unknown} */
                                document: "terms" | "privacy";
                                version: string;
                                /** @description Business day in Asia/Shanghai */
                                publishedOn: string;
                                /** @description By version since the one that he agreed to, oldest first */
                                changes: string[];
                            }[];
                            /** @description What he agreed to, newest first */
                            items: {
                                document: string;
                                version: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Agree to the documents in force, of the versions that were shown */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        versions: {
                            terms: string;
                            privacy: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Documents that changed since he agreed; without agreeing he places no new orders */
                            outstanding: {
                                /** @enum {unknown} */
                                document: "terms" | "privacy";
                                version: string;
                                /** @description Business day in Asia/Shanghai */
                                publishedOn: string;
                                /** @description By version since the one that he agreed to, oldest first */
                                changes: string[];
                            }[];
                            /** @description What he agreed to, newest first */
                            items: {
                                document: string;
                                version: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the member has things sent: the default one first, then the newest */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Mobile number of mainland China */
                                phone: string;
                                /** @description Code of a district or a street */
                                regionCode: string;
                                detail: string;
                                /** @description Names from the province down */
                                region: string;
                                isDefault: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a contact, or replace one: contacts themselves never change, since orders point to them */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description Mobile number of mainland China */
                        phone: string;
                        /** @description Code of a district or a street */
                        regionCode: string;
                        detail: string;
                        /** @description Identifier, a decimal string */
                        replaces?: string;
                        isDefault?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            name: string;
                            /** @description Mobile number of mainland China */
                            phone: string;
                            /** @description Code of a district or a street */
                            regionCode: string;
                            detail: string;
                            /** @description Names from the province down */
                            region: string;
                            isDefault: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/contacts/{id}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offer this contact first */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Mobile number of mainland China */
                                phone: string;
                                /** @description Code of a district or a street */
                                regionCode: string;
                                detail: string;
                                /** @description Names from the province down */
                                region: string;
                                isDefault: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a contact off the list; orders keep it */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Mobile number of mainland China */
                                phone: string;
                                /** @description Code of a district or a street */
                                regionCode: string;
                                detail: string;
                                /** @description Names from the province down */
                                region: string;
                                isDefault: boolean;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The regions below one, provinces without one; or those whose name contains the words */
        get: {
            parameters: {
                query?: {
                    below?: string;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                name: string;
                                /** @description From the province down, when searched */
                                names?: string[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/addresses/recognise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a pasted text says about a recipient; what is not certain is left empty */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            phone: string;
                            regionCode: string | null;
                            region: string;
                            detail: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/closing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the account is being closed, and what must be over before it can be */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            closing: {
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                dueAt: string;
                            } | null;
                            blockers: ("openOrders" | "returnPeriod" | "openCase" | "refund" | "openComplaint" | "staffRole" | "payoutHold")[];
                            /** @description How long it can be taken back */
                            days: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Ask for the account to be closed; asked twice, the first request stands */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The last four digits of the phone, typed to confirm */
                        phoneEnd: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            askedAt: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            dueAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/closing/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep the account after all */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/closings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asked for his account to be closed, and whose is */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "closing" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                memberId: string;
                                name: string;
                                /** @enum {unknown} */
                                state: "closing" | "closed";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                dueAt: string;
                                erasedAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest copy of the member’s data, if one is being made or kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            newest: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                                madeAt: string | null;
                                endsAt: string | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Ask for a copy of everything that is kept of the member: once a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            askedAt: string;
                            madeAt: string | null;
                            endsAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/exports/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The copy as a zip, while it is kept */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The zip */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/zip": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Heads by level and net sales of everybody below the member, and of those he invited himself */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            people: {
                                total: number;
                                levels: {
                                    registered: number;
                                    patron: number;
                                    vip: number;
                                    shopkeeper: number;
                                    dealer: number;
                                    partner: number;
                                };
                            };
                            direct: {
                                total: number;
                                levels: {
                                    registered: number;
                                    patron: number;
                                    vip: number;
                                    shopkeeper: number;
                                    dealer: number;
                                    partner: number;
                                };
                            };
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            salesFen: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/team/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Those the member invited himself, newest first; a search finds a whole name or a whole phone number, so that it uncovers nothing masked */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description Masked */
                                name: string;
                                /** @enum {unknown} */
                                level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                joinedAt: string;
                                /** @description He has closed his account */
                                closed: boolean;
                                /** @description Whether his first package is confirmed */
                                activated: boolean;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every level by the rules in force: what it asks for, what of it the member has, what it earns; and how he came to his */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            /** @description The operator set the level; it stays until he gives it back to the rules */
                            byHand: boolean;
                            ruleVersion: number;
                            items: {
                                /** @enum {unknown} */
                                level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                reached: boolean;
                                conditions: ({
                                    /** @enum {string} */
                                    kind: "purchase";
                                    /** @enum {unknown} */
                                    zone: "ordinary" | "vip";
                                    met: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "level";
                                    /** @enum {unknown} */
                                    level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                    met: boolean;
                                } | {
                                    /** @enum {string} */
                                    kind: "count";
                                    /** @enum {unknown} */
                                    counter: "directVip" | "teamVip" | "directShopkeeper" | "directDealer";
                                    least: number;
                                    have: number;
                                    missing: number;
                                    met: boolean;
                                })[];
                                mayShare: boolean;
                                /** @description Parts per million */
                                directPpm: string;
                                /** @description Parts per million */
                                extraPpm: string;
                            }[];
                            history: {
                                /** @enum {unknown} */
                                from: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                /** @enum {unknown} */
                                to: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                ruleVersion: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The code and link with which the member invites, and the designs of his poster; nulls while he may not invite */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            code: string | null;
                            link: string | null;
                            designs: ("hills" | "paper" | "dusk")[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every change of the member's share value or points, latest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    asset?: "sv" | "pts";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description Text key of what happened */
                                kind: string;
                                asset: "sv" | "pts";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amount: string;
                                day: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                balanceAfter: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/statement/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a line of the statement is as it is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            event: {
                                type: string;
                                position: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            };
                            rule: {
                                version: number;
                                pack: string;
                                paragraph: string;
                            } | null;
                            steps: {
                                /** @description Text key */
                                text: string;
                                params: {
                                    [key: string]: string | number;
                                };
                            }[];
                            entries: {
                                debit: string;
                                credit: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amount: string;
                                asset: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/airdrops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each noon gave and burned, latest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                issued: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                price: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                mySharesBefore: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                points: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burned: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                sharesAfter: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                total: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Today's guide price, who set it, and those before */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            today: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                setBy: string;
                                approvedBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                setAt: string;
                            } | null;
                            history: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                setBy: string;
                                approvedBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                setAt: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Share value, points, window and today's price */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sv: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                active: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                locked: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                paused: string;
                            };
                            points: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                available: string;
                            };
                            eligibleUntil: string | null;
                            eligible: boolean;
                            /** @description Noons of the window that have not run yet */
                            noonsLeft: number;
                            price: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                setBy: string;
                                approvedBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                setAt: string;
                            } | null;
                            last: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                points: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burned: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Clock, fund, prices and the latest noons */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            clock: {
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                now: string;
                                /** @description Business day in Asia/Shanghai */
                                today: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                nextNoonAt: string;
                            };
                            fund: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                eligibleSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                pausedSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                lockedSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                outstandingSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burnedSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                poolPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                circulatingPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                destroyedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                foundersPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                totalPts: string;
                                ceilingAtoms: string | null;
                            };
                            band: {
                                lowPpm: number;
                                highPpm: number;
                            };
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            scheduledPts: string;
                            today: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountPts: string;
                                proposedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                approvedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                } | null;
                                approvedAt: string | null;
                            } | null;
                            pending: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountPts: string;
                                /** @description Identifier, a decimal string */
                                approvalId: string;
                                proposedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                askedAt: string;
                            }[];
                            upcoming: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountPts: string;
                                proposedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                };
                                approvedBy: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                } | null;
                                approvedAt: string | null;
                            }[];
                            history: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                plannedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                issuedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burnedSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                eligibleSv: string;
                                yieldPpm: number;
                                capApplied: boolean;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                runAt: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy/noons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every noon, latest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                plannedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                issuedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burnedSv: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                eligibleSv: string;
                                yieldPpm: number;
                                capApplied: boolean;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                runAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a price and release would do at the next noon */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Business day in Asia/Shanghai */
                        day: string;
                        /** @description Amount above zero, in atoms */
                        priceAtoms: string;
                        amountPts: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Business day in Asia/Shanghai */
                            day: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            priceAtoms: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            amountPts: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            eligibleSv: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            outstandingSv: string;
                            yieldPpm: number;
                            planYieldPpm: number;
                            band: {
                                lowPpm: number;
                                highPpm: number;
                            };
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            issuedPts: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            burnSv: string;
                            capApplied: boolean;
                            ceilingAtoms: string | null;
                            previousPriceAtoms: string | null;
                            /** @description Whether the airdrop has opened or would open with this plan */
                            open: boolean;
                            findings: {
                                code: string;
                                /** @enum {unknown} */
                                severity: "block" | "warn" | "note";
                                message: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a second person to set price and release of a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Business day in Asia/Shanghai */
                        day: string;
                        /** @description Amount above zero, in atoms */
                        priceAtoms: string;
                        amountPts: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            approvalId: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy/proposals/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or reject what another person proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    approvalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approved: boolean;
                            /** @description Business day in Asia/Shanghai */
                            day: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/demo/advance-to-noon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Demo only: business time goes to the next noon */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            now: string;
                            /** @description Business day in Asia/Shanghai */
                            day: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/economy/presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The three schedules of the source with their sums */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                pack: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                dailyPts: string;
                                days: number;
                                /** @description Days after which the daily amount halves; 0 for never */
                                halveDays: number;
                                /** @description What the last day releases: the days before it and this come to the pool */
                                closingPts: {
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    amount: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    ofPool: string;
                                };
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                foundersPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                totalPts: string;
                                /** @description The highest price that the plan bears, 1e-8 yuan a point */
                                ceilingAtoms: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/orders/{id}/rewards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payees frozen at payment, and every grant with its arithmetic */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            heldUntil: string | null;
                            /** @description Why this database grants nothing now; empty when it does */
                            heldBecause: ("linter" | "override" | "ledgerChecks")[];
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @description Identifier, a decimal string */
                            buyerId: string;
                            ruleVersion: number;
                            granted: boolean;
                            refunded: boolean;
                            payees: {
                                /** @description Identifier, a decimal string */
                                memberId: string;
                                level: string;
                                distance: number;
                                directPpm: number;
                                extraPpm: number;
                            }[];
                            grants: {
                                kind: string;
                                /** @description Identifier, a decimal string */
                                memberId: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amount: string;
                                /** @description Identifier, a decimal string */
                                lineId: string;
                                event: {
                                    type: string;
                                    position: string;
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    at: string;
                                };
                                rule: {
                                    version: number;
                                    pack: string;
                                    paragraph: string;
                                };
                                steps: {
                                    key: string;
                                    params: {
                                        [key: string]: string | number;
                                    };
                                }[];
                                undone: {
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    sv: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    pts: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    owedPts: string;
                                    /** @description Identifier, a decimal string */
                                    lineId: string;
                                    event: {
                                        type: string;
                                        position: string;
                                        /**
                                         * Format: date-time
                                         * @description Instant, ISO 8601 in UTC
                                         */
                                        at: string;
                                    };
                                    steps: {
                                        key: string;
                                        params: {
                                            [key: string]: string | number;
                                        };
                                    }[];
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rewards/standing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the caller earns in this shop, a visitor as an adult who would register */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Payments are simulated, and nothing is worth anything */
                            demo: boolean;
                            /** @description Nothing is granted in this shop for now */
                            held: boolean;
                            adultOn: string | null;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            registeredSv: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/rewards/held": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is granted later: after the days of the rules, and not before grants are made at all */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Why this database grants nothing now; empty when it does */
                            heldBecause: ("linter" | "override" | "ledgerChecks")[];
                            orders: number;
                            registrations: number;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            gainSv: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/held-rewards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the member gets later for what he bought, soonest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Nothing is granted in this shop for now */
                            paused: boolean;
                            items: {
                                orderId: string | null;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                gainSv: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                from: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/window": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Noons left to the member, and what extends them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * @description none: no purchase yet; paused: the window is over, share value is kept and takes no part
                             * @enum {unknown}
                             */
                            state: "none" | "open" | "paused";
                            noonsLeft: number;
                            lastNoon: string | null;
                            /** @description What counts towards an extension: paid orders; a refund takes back what its order counted */
                            counts: "orders"[];
                            /** @enum {unknown} */
                            level: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                            thresholdFen: string | null;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            accumulatedFen: string;
                            missingFen: string | null;
                            firstNoons: number;
                            extensionNoons: number;
                            /** @description Noons from now beyond which nothing extends */
                            mostNoons: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{attemptId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of a payment attempt; a refund says why the money goes back */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    attemptId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            attemptId: string;
                            /** @description Identifier, a decimal string */
                            checkoutId: string;
                            channel: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            amountFen: string;
                            /** @enum {unknown} */
                            state: "pending" | "succeeded" | "failed" | "refunded";
                            refund: {
                                /** @enum {unknown} */
                                reason: "checkoutClosed" | "paidTwice" | "order";
                                /** @enum {unknown} */
                                state: "asked" | "processing" | "succeeded" | "failed";
                                doneAt: string | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Days whose bill was compared with our records, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                channel: string;
                                simulated: boolean;
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @enum {unknown} */
                                state: "waiting" | "matched" | "different" | "explained";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                triedAt: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                feeFen: string;
                                theirs: {
                                    payments: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    paidFen: string;
                                    refunds: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    refundedFen: string;
                                };
                                ours: {
                                    payments: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    paidFen: string;
                                    refunds: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    refundedFen: string;
                                };
                                differences: number;
                                unexplained: number;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/reconciliations/{channel}/{day}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Differences of a day, those that stand first, at most 500 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channel: string;
                    /** @description Business day in Asia/Shanghai */
                    day: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                subject: "payment" | "refund";
                                /** @enum {unknown} */
                                kind: "onlyTheirs" | "onlyOurs" | "amount" | "notRecorded";
                                ourNumber: string;
                                gatewayNumber: string;
                                oursFen: string | null;
                                theirsFen: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                foundAt: string;
                                goneAt: string | null;
                                note: string | null;
                                explainedAt: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/reconciliations/{channel}/{day}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch the bill of a day and compare it again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channel: string;
                    /** @description Business day in Asia/Shanghai */
                    day: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            compared: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/differences/{id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say why a difference is as it is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        note: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {boolean} */
                            explained: true;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refunds whose money is not back, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "asked" | "processing" | "failed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                refundId: string;
                                /** @description Identifier, a decimal string */
                                attemptId: string;
                                /** @description Identifier, a decimal string */
                                checkoutId: string;
                                /** @description Identifier, a decimal string */
                                subjectId: string;
                                channel: string;
                                simulated: boolean;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                /** @enum {unknown} */
                                reason: "checkoutClosed" | "paidTwice" | "order";
                                /** @enum {unknown} */
                                state: "asked" | "processing" | "failed";
                                failure: ("abnormal" | "closed") | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/refunds/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the gateway again for a refund that failed or was never taken */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "asked";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove a phone with the code that was sent for `apply`: opens its application, or begins one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Mobile number of mainland China */
                        phone: string;
                        challenge: string;
                        code: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected";
                            revision: number;
                            phone: string;
                            content: {
                                companyName: string;
                                /** @description Unified social credit code, 18 characters; spaces are left out */
                                creditCode: string;
                                legalPerson: string;
                                contactName: string;
                                categoryIds: string[];
                                /** @description Code of a district or street */
                                regionCode: string;
                                detail: string;
                                /** @description Last day of the business licence, or that it names none */
                                licenceUntil: string;
                                /** @description Version of the supplier terms that were accepted */
                                consentVersion: string;
                            };
                            /** @description Names from the province down */
                            region: string;
                            pictures: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                kind: "licence" | "permit";
                                /** @description Answers only to whoever may see it */
                                url: string;
                                width: number;
                                height: number;
                            }[];
                            reason: string | null;
                            hints: {
                                companyName?: string;
                                creditCode?: string;
                                legalPerson?: string;
                                contactName?: string;
                                categoryIds?: string;
                                licenceUntil?: string;
                                licence?: string;
                                permit?: string;
                                regionCode?: string;
                                detail?: string;
                                consentVersion?: string;
                            };
                            submittedAt: string | null;
                            decidedAt: string | null;
                            supplierState: ("approved" | "suspended" | "exited") | null;
                            supplierReason: string | null;
                            /** @description The owner can sign in to the console */
                            owned: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave the application; it stays as it is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The application that this browser has opened */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected";
                            revision: number;
                            phone: string;
                            content: {
                                companyName: string;
                                /** @description Unified social credit code, 18 characters; spaces are left out */
                                creditCode: string;
                                legalPerson: string;
                                contactName: string;
                                categoryIds: string[];
                                /** @description Code of a district or street */
                                regionCode: string;
                                detail: string;
                                /** @description Last day of the business licence, or that it names none */
                                licenceUntil: string;
                                /** @description Version of the supplier terms that were accepted */
                                consentVersion: string;
                            };
                            /** @description Names from the province down */
                            region: string;
                            pictures: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                kind: "licence" | "permit";
                                /** @description Answers only to whoever may see it */
                                url: string;
                                width: number;
                                height: number;
                            }[];
                            reason: string | null;
                            hints: {
                                companyName?: string;
                                creditCode?: string;
                                legalPerson?: string;
                                contactName?: string;
                                categoryIds?: string;
                                licenceUntil?: string;
                                licence?: string;
                                permit?: string;
                                regionCode?: string;
                                detail?: string;
                                consentVersion?: string;
                            };
                            submittedAt: string | null;
                            decidedAt: string | null;
                            supplierState: ("approved" | "suspended" | "exited") | null;
                            supplierReason: string | null;
                            /** @description The owner can sign in to the console */
                            owned: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep what is written so far, finished or not */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        companyName: string;
                        /** @description Unified social credit code, 18 characters; spaces are left out */
                        creditCode: string;
                        legalPerson: string;
                        contactName: string;
                        categoryIds: string[];
                        /** @description Code of a district or street */
                        regionCode: string;
                        detail: string;
                        /** @description Last day of the business licence, or that it names none */
                        licenceUntil: string;
                        /** @description Version of the supplier terms that were accepted */
                        consentVersion: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected";
                            revision: number;
                            phone: string;
                            content: {
                                companyName: string;
                                /** @description Unified social credit code, 18 characters; spaces are left out */
                                creditCode: string;
                                legalPerson: string;
                                contactName: string;
                                categoryIds: string[];
                                /** @description Code of a district or street */
                                regionCode: string;
                                detail: string;
                                /** @description Last day of the business licence, or that it names none */
                                licenceUntil: string;
                                /** @description Version of the supplier terms that were accepted */
                                consentVersion: string;
                            };
                            /** @description Names from the province down */
                            region: string;
                            pictures: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                kind: "licence" | "permit";
                                /** @description Answers only to whoever may see it */
                                url: string;
                                width: number;
                                height: number;
                            }[];
                            reason: string | null;
                            hints: {
                                companyName?: string;
                                creditCode?: string;
                                legalPerson?: string;
                                contactName?: string;
                                categoryIds?: string;
                                licenceUntil?: string;
                                licence?: string;
                                permit?: string;
                                regionCode?: string;
                                detail?: string;
                                consentVersion?: string;
                            };
                            submittedAt: string | null;
                            decidedAt: string | null;
                            supplierState: ("approved" | "suspended" | "exited") | null;
                            supplierReason: string | null;
                            /** @description The owner can sign in to the console */
                            owned: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the application in, first or again; what is missing is named by field */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected";
                            revision: number;
                            phone: string;
                            content: {
                                companyName: string;
                                /** @description Unified social credit code, 18 characters; spaces are left out */
                                creditCode: string;
                                legalPerson: string;
                                contactName: string;
                                categoryIds: string[];
                                /** @description Code of a district or street */
                                regionCode: string;
                                detail: string;
                                /** @description Last day of the business licence, or that it names none */
                                licenceUntil: string;
                                /** @description Version of the supplier terms that were accepted */
                                consentVersion: string;
                            };
                            /** @description Names from the province down */
                            region: string;
                            pictures: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                kind: "licence" | "permit";
                                /** @description Answers only to whoever may see it */
                                url: string;
                                width: number;
                                height: number;
                            }[];
                            reason: string | null;
                            hints: {
                                companyName?: string;
                                creditCode?: string;
                                legalPerson?: string;
                                contactName?: string;
                                categoryIds?: string;
                                licenceUntil?: string;
                                licence?: string;
                                permit?: string;
                                regionCode?: string;
                                detail?: string;
                                consentVersion?: string;
                            };
                            submittedAt: string | null;
                            decidedAt: string | null;
                            supplierState: ("approved" | "suspended" | "exited") | null;
                            supplierReason: string | null;
                            /** @description The owner can sign in to the console */
                            owned: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep a picture of the business licence or of a permit (JPEG, PNG or WebP as the body); its kind is found by decoding */
        post: {
            parameters: {
                query: {
                    kind: "licence" | "permit";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/pictures/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a picture away for good */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/pictures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of one’s own application (WebP) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/onboarding/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approved: the link with which the applicant sets what he signs in to the console with; an older one is dead */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of the console; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications of suppliers, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "draft" | "submitted" | "approved" | "rejected";
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                state: "draft" | "submitted" | "approved" | "rejected";
                                companyName: string;
                                creditCode: string;
                                contactName: string;
                                /** @description Masked */
                                phone: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                submittedAt: string | null;
                                decidedAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many applications wait for a decision */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            waiting: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application with everything in it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected";
                            revision: number;
                            phone: string;
                            content: {
                                companyName: string;
                                /** @description Unified social credit code, 18 characters; spaces are left out */
                                creditCode: string;
                                legalPerson: string;
                                contactName: string;
                                categoryIds: string[];
                                /** @description Code of a district or street */
                                regionCode: string;
                                detail: string;
                                /** @description Last day of the business licence, or that it names none */
                                licenceUntil: string;
                                /** @description Version of the supplier terms that were accepted */
                                consentVersion: string;
                            };
                            /** @description Names from the province down */
                            region: string;
                            pictures: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                kind: "licence" | "permit";
                                /** @description Answers only to whoever may see it */
                                url: string;
                                width: number;
                                height: number;
                            }[];
                            reason: string | null;
                            hints: {
                                companyName?: string;
                                creditCode?: string;
                                legalPerson?: string;
                                contactName?: string;
                                categoryIds?: string;
                                licenceUntil?: string;
                                licence?: string;
                                permit?: string;
                                regionCode?: string;
                                detail?: string;
                                consentVersion?: string;
                            };
                            submittedAt: string | null;
                            decidedAt: string | null;
                            categories: string[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            supplierId: string | null;
                            supplierState: ("approved" | "suspended" | "exited") | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications/{id}/pictures/{pictureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a licence (WebP) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                    /** @description Identifier, a decimal string */
                    pictureId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve an application as it was seen: makes the supplier; the link for its first owner is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        revision: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            link: {
                                /** @description Of the console; it works once */
                                path: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                expiresAt: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-applications/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send an application back with a reason, and with what is wrong by field */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        revision: number;
                        reason: string;
                        hints?: {
                            companyName?: string;
                            creditCode?: string;
                            legalPerson?: string;
                            contactName?: string;
                            categoryIds?: string;
                            licenceUntil?: string;
                            licence?: string;
                            permit?: string;
                            regionCode?: string;
                            detail?: string;
                            consentVersion?: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suppliers in order of joining */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "approved" | "suspended" | "exited";
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @enum {unknown} */
                                state: "approved" | "suspended" | "exited";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                stateAt: string;
                                stateReason: string | null;
                                creditCode: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A supplier, what it told of itself, and what is open with it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            name: string;
                            /** @enum {unknown} */
                            state: "approved" | "suspended" | "exited";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            stateAt: string;
                            stateReason: string | null;
                            creditCode: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            /** @description An owner can sign in */
                            owned: boolean;
                            applicationId: string | null;
                            company: {
                                legalPerson: string;
                                contactName: string;
                                phone: string;
                                licenceUntil: string;
                                /**
                                 * @description ending: 30 days before its last day or fewer
                                 * @enum {unknown}
                                 */
                                licenceState: "valid" | "ending" | "ended";
                                region: string;
                                detail: string;
                                categories: string[];
                            } | null;
                            open: {
                                orders: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                payableFen: string;
                                onSale: number;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a supplier: its goods leave sale, open orders are still shipped */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a suspension: its goods are on sale again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put facts of a supplier’s company right, such as a renewed licence */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        legalPerson: string;
                        contactName: string;
                        detail: string;
                        /** @description Last day of the business licence, or that it names none */
                        licenceUntil: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new link for the first owner of a supplier who has not used his; the old one is dead */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Of the console; it works once */
                            path: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/exit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a second person to let a supplier go for good; refused while orders, payables or goods on sale are open */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            approvalId: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/supplier-exits/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or reject an exit that another person asked for */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    approvalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approved: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company that one works for, as the platform knows it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            name: string;
                            /** @enum {unknown} */
                            state: "approved" | "suspended" | "exited";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            stateAt: string;
                            stateReason: string | null;
                            creditCode: string | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            company: {
                                legalPerson: string;
                                contactName: string;
                                phone: string;
                                licenceUntil: string;
                                /**
                                 * @description ending: 30 days before its last day or fewer
                                 * @enum {unknown}
                                 */
                                licenceState: "valid" | "ending" | "ended";
                                region: string;
                                detail: string;
                                categories: string[];
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The zones with their first products, and the categories */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            zones: {
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                products: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    title: string;
                                    subtitle: string;
                                    /** @enum {unknown} */
                                    zone: "ordinary" | "vip";
                                    /** @description Identifier, a decimal string */
                                    categoryId: string;
                                    /** @description Price of the cheapest variant, fen */
                                    priceFen: string;
                                    /** @description Share value that this variant grants its buyer, the multiple of the zone included, atoms */
                                    svAtoms: string;
                                    imageUrl: string;
                                    /** @description Pieces paid for */
                                    sold: number;
                                }[];
                            }[];
                            categories: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Its first product, 200 pixels wide; null while it has none */
                                imageUrl: string | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products on sale */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    zone?: "ordinary" | "vip";
                    /** @description Identifier, a decimal string */
                    category?: string;
                    search?: string;
                    /** @description shelf (default): as the shop put them; newest; sales: most pieces paid for first; priceUp and priceDown: by the cheapest variant */
                    sort?: "shelf" | "newest" | "sales" | "priceUp" | "priceDown";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                title: string;
                                subtitle: string;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                /** @description Price of the cheapest variant, fen */
                                priceFen: string;
                                /** @description Share value that this variant grants its buyer, the multiple of the zone included, atoms */
                                svAtoms: string;
                                imageUrl: string;
                                /** @description Pieces paid for */
                                sold: number;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product with its variants and stock */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            title: string;
                            subtitle: string;
                            /** @enum {unknown} */
                            zone: "ordinary" | "vip";
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            /** @description Price of the cheapest variant, fen */
                            priceFen: string;
                            /** @description Share value that this variant grants its buyer, the multiple of the zone included, atoms */
                            svAtoms: string;
                            imageUrl: string;
                            /** @description Pieces paid for */
                            sold: number;
                            images: string[];
                            description: string;
                            supplierName: string | null;
                            selfOperated: boolean;
                            skus: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                svAtoms: string;
                                available: boolean;
                                stock: number;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All products, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    search?: string;
                    zone?: "ordinary" | "vip";
                    /** @description Identifier, a decimal string */
                    category?: string;
                    listed?: boolean;
                    /** @description A supplier, or "self" for self-operated goods */
                    supplier?: string | "self";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                title: string;
                                subtitle: string;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                categoryName: string;
                                supplierId: string | null;
                                supplierName: string | null;
                                listed: boolean;
                                imageUrl: string;
                                sold: number;
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Share value of a piece before the multiple of the zone, atoms */
                                    unitSv: string;
                                    stock: number;
                                }[];
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Creates self-operated goods; their stock begins at nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        subtitle: string;
                        description: string;
                        /** @description Identifier, a decimal string */
                        categoryId: string;
                        /** @enum {unknown} */
                        zone: "ordinary" | "vip";
                        listed: boolean;
                        images: string[];
                        skus: {
                            name: string;
                            /** @description Price of a piece in fen, above zero */
                            priceFen: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            title: string;
                            subtitle: string;
                            /** @enum {unknown} */
                            zone: "ordinary" | "vip";
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            categoryName: string;
                            supplierId: string | null;
                            supplierName: string | null;
                            listed: boolean;
                            imageUrl: string;
                            sold: number;
                            skus: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                                /** @description Share value of a piece before the multiple of the zone, atoms */
                                unitSv: string;
                                stock: number;
                            }[];
                            description: string;
                            images: {
                                sha256: string;
                                url: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            title: string;
                            subtitle: string;
                            /** @enum {unknown} */
                            zone: "ordinary" | "vip";
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            categoryName: string;
                            supplierId: string | null;
                            supplierName: string | null;
                            listed: boolean;
                            imageUrl: string;
                            sold: number;
                            skus: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                                /** @description Share value of a piece before the multiple of the zone, atoms */
                                unitSv: string;
                                stock: number;
                            }[];
                            description: string;
                            images: {
                                sha256: string;
                                url: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Edits what is given; placed orders keep their prices */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title?: string;
                        subtitle?: string;
                        description?: string;
                        /** @description Identifier, a decimal string */
                        categoryId?: string;
                        /** @enum {unknown} */
                        zone?: "ordinary" | "vip";
                        listed?: boolean;
                        images?: string[];
                        skus?: {
                            /** @description Identifier, a decimal string */
                            id: string;
                            name?: string;
                            /** @description Price of a piece in fen, above zero */
                            priceFen?: string;
                            supplyFen?: string;
                        }[];
                        /** @description Variants to add, of self-operated goods */
                        newSkus?: {
                            name: string;
                            /** @description Price of a piece in fen, above zero */
                            priceFen: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            title: string;
                            subtitle: string;
                            /** @enum {unknown} */
                            zone: "ordinary" | "vip";
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            categoryName: string;
                            supplierId: string | null;
                            supplierName: string | null;
                            listed: boolean;
                            imageUrl: string;
                            sold: number;
                            skus: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                                /** @description Share value of a piece before the multiple of the zone, atoms */
                                unitSv: string;
                                stock: number;
                            }[];
                            description: string;
                            images: {
                                sha256: string;
                                url: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/products/listing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts several products on sale or takes them off: all or none */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                        listed: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Those that were not so already */
                            changed: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads a picture (JPEG, PNG or WebP as the body); its kind is found by decoding */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sha256: string;
                            url: string;
                            width: number;
                            height: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All categories in their order, with how many goods stand in each */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Products in it, on sale or not */
                                goods: number;
                            }[];
                        };
                    };
                };
            };
        };
        /** Puts all categories in this order */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Products in it, on sale or not */
                                goods: number;
                            }[];
                        };
                    };
                };
            };
        };
        /** Adds a category as the last */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Products in it, on sale or not */
                                goods: number;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a category another name */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Products in it, on sale or not */
                                goods: number;
                            }[];
                        };
                    };
                };
            };
        };
        /** Removes a category in which no goods stand */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Products in it, on sale or not */
                                goods: number;
                            }[];
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The products of one’s own organisation, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    search?: string;
                    zone?: "ordinary" | "vip";
                    /** @description Identifier, a decimal string */
                    category?: string;
                    listed?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                title: string;
                                subtitle: string;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                categoryName: string;
                                supplierId: string | null;
                                supplierName: string | null;
                                listed: boolean;
                                imageUrl: string;
                                sold: number;
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Share value of a piece before the multiple of the zone, atoms */
                                    unitSv: string;
                                    stock: number;
                                }[];
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One product of one’s own organisation */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            title: string;
                            subtitle: string;
                            /** @enum {unknown} */
                            zone: "ordinary" | "vip";
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            categoryName: string;
                            supplierId: string | null;
                            supplierName: string | null;
                            listed: boolean;
                            imageUrl: string;
                            sold: number;
                            skus: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                                /** @description Share value of a piece before the multiple of the zone, atoms */
                                unitSv: string;
                                stock: number;
                            }[];
                            description: string;
                            images: {
                                sha256: string;
                                url: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads a picture (JPEG, PNG or WebP as the body); its kind is found by decoding */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sha256: string;
                            url: string;
                            width: number;
                            height: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Categories in their order */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one’s own organisation proposed, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                                productId: string | null;
                                /** @description Identifier, a decimal string */
                                supplierId: string;
                                supplierName: string;
                                title: string;
                                imageUrl: string | null;
                                categoryName: string;
                                variants: number;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                submittedAt: string | null;
                                decidedAt: string | null;
                                reason: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Starts a draft: of new goods, or of a change of one’s own */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        productId: string | null;
                        content: {
                            title: string;
                            subtitle: string;
                            description: string;
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            images: string[];
                            /** @description Whether it shall be on sale */
                            listed: boolean;
                            skus: {
                                id: string | null;
                                name: string;
                                /** @description Amount in fen; 0 while it is not filled in */
                                supplyFen: string;
                                /** @description Amount in fen; 0 while it is not filled in */
                                suggestedFen: string;
                                /** @description Pieces a new variant begins with */
                                pieces: number;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                            productId: string | null;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            title: string;
                            imageUrl: string | null;
                            categoryName: string;
                            variants: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            submittedAt: string | null;
                            decidedAt: string | null;
                            reason: string | null;
                            revision: number;
                            content: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                /** @description Whether it shall be on sale */
                                listed: boolean;
                                skus: {
                                    id: string | null;
                                    name: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    supplyFen: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    suggestedFen: string;
                                    /** @description Pieces a new variant begins with */
                                    pieces: number;
                                }[];
                            };
                            decidedByName: string | null;
                            current: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                listed: boolean;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitSv: string;
                                }[];
                            } | null;
                            /** @description Address of every picture named, by its SHA-256 */
                            pictures: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of one’s own proposals */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                            productId: string | null;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            title: string;
                            imageUrl: string | null;
                            categoryName: string;
                            variants: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            submittedAt: string | null;
                            decidedAt: string | null;
                            reason: string | null;
                            revision: number;
                            content: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                /** @description Whether it shall be on sale */
                                listed: boolean;
                                skus: {
                                    id: string | null;
                                    name: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    supplyFen: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    suggestedFen: string;
                                    /** @description Pieces a new variant begins with */
                                    pieces: number;
                                }[];
                            };
                            decidedByName: string | null;
                            current: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                listed: boolean;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitSv: string;
                                }[];
                            } | null;
                            /** @description Address of every picture named, by its SHA-256 */
                            pictures: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        /** Replaces the content of an own draft or rejected proposal */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        content: {
                            title: string;
                            subtitle: string;
                            description: string;
                            /** @description Identifier, a decimal string */
                            categoryId: string;
                            images: string[];
                            /** @description Whether it shall be on sale */
                            listed: boolean;
                            skus: {
                                id: string | null;
                                name: string;
                                /** @description Amount in fen; 0 while it is not filled in */
                                supplyFen: string;
                                /** @description Amount in fen; 0 while it is not filled in */
                                suggestedFen: string;
                                /** @description Pieces a new variant begins with */
                                pieces: number;
                            }[];
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                            productId: string | null;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            title: string;
                            imageUrl: string | null;
                            categoryName: string;
                            variants: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            submittedAt: string | null;
                            decidedAt: string | null;
                            reason: string | null;
                            revision: number;
                            content: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                /** @description Whether it shall be on sale */
                                listed: boolean;
                                skus: {
                                    id: string | null;
                                    name: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    supplyFen: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    suggestedFen: string;
                                    /** @description Pieces a new variant begins with */
                                    pieces: number;
                                }[];
                            };
                            decidedByName: string | null;
                            current: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                listed: boolean;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitSv: string;
                                }[];
                            } | null;
                            /** @description Address of every picture named, by its SHA-256 */
                            pictures: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/proposals/{id}/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits an own proposal for review, takes it back, or withdraws it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        to: "submitted" | "draft" | "withdrawn";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                            productId: string | null;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            title: string;
                            imageUrl: string | null;
                            categoryName: string;
                            variants: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            submittedAt: string | null;
                            decidedAt: string | null;
                            reason: string | null;
                            revision: number;
                            content: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                /** @description Whether it shall be on sale */
                                listed: boolean;
                                skus: {
                                    id: string | null;
                                    name: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    supplyFen: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    suggestedFen: string;
                                    /** @description Pieces a new variant begins with */
                                    pieces: number;
                                }[];
                            };
                            decidedByName: string | null;
                            current: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                listed: boolean;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitSv: string;
                                }[];
                            } | null;
                            /** @description Address of every picture named, by its SHA-256 */
                            pictures: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What suppliers submitted, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                                productId: string | null;
                                /** @description Identifier, a decimal string */
                                supplierId: string;
                                supplierName: string;
                                title: string;
                                imageUrl: string | null;
                                categoryName: string;
                                variants: number;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                submittedAt: string | null;
                                decidedAt: string | null;
                                reason: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal beside the goods as they are now */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "draft" | "submitted" | "approved" | "rejected" | "withdrawn";
                            productId: string | null;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            title: string;
                            imageUrl: string | null;
                            categoryName: string;
                            variants: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            submittedAt: string | null;
                            decidedAt: string | null;
                            reason: string | null;
                            revision: number;
                            content: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                /** @description Whether it shall be on sale */
                                listed: boolean;
                                skus: {
                                    id: string | null;
                                    name: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    supplyFen: string;
                                    /** @description Amount in fen; 0 while it is not filled in */
                                    suggestedFen: string;
                                    /** @description Pieces a new variant begins with */
                                    pieces: number;
                                }[];
                            };
                            decidedByName: string | null;
                            current: {
                                title: string;
                                subtitle: string;
                                description: string;
                                /** @description Identifier, a decimal string */
                                categoryId: string;
                                images: string[];
                                listed: boolean;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                                skus: {
                                    /** @description Identifier, a decimal string */
                                    id: string;
                                    name: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    priceFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitSv: string;
                                }[];
                            } | null;
                            /** @description Address of every picture named, by its SHA-256 */
                            pictures: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/proposals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves the revision that was looked at and sets retail price, zone and share value */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The revision that was looked at */
                        revision: number;
                        /** @enum {unknown} */
                        zone: "ordinary" | "vip";
                        smallMarginIsMeant?: boolean;
                        skus: {
                            /** @description Price of a piece in fen, above zero */
                            priceFen: string;
                            /** @description Share value of a piece, atoms; face value when left out */
                            unitSv?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            productId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/proposals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rejects the revision that was looked at, with a reason for the supplier */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The revision that was looked at */
                        revision: number;
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty sheet of goods with an example (.xlsx) */
        get: {
            parameters: {
                query?: {
                    lang?: "zh-CN" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sheets uploaded, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description Identifier, a decimal string */
                                supplierId: string;
                                supplierName: string;
                                fileName: string;
                                /** @enum {unknown} */
                                state: "checked" | "running" | "done";
                                /** @description Products in the sheet */
                                total: number;
                                /** @description Products with something wrong, which stay out */
                                bad: number;
                                /** @description Drafts made so far */
                                made: number;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                                finishedAt: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Uploads a sheet of goods (.xlsx as the body) and checks it; nothing is made yet. Staff of a supplier import their own, whatever supplierId says */
        post: {
            parameters: {
                query?: {
                    fileName?: string;
                    /** @description Identifier, a decimal string */
                    supplierId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            fileName: string;
                            /** @enum {unknown} */
                            state: "checked" | "running" | "done";
                            /** @description Products in the sheet */
                            total: number;
                            /** @description Products with something wrong, which stay out */
                            bad: number;
                            /** @description Drafts made so far */
                            made: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an import is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            fileName: string;
                            /** @enum {unknown} */
                            state: "checked" | "running" | "done";
                            /** @description Products in the sheet */
                            total: number;
                            /** @description Products with something wrong, which stay out */
                            bad: number;
                            /** @description Drafts made so far */
                            made: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes drafts of the sound products; goes on by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description Identifier, a decimal string */
                            supplierId: string;
                            supplierName: string;
                            fileName: string;
                            /** @enum {unknown} */
                            state: "checked" | "running" | "done";
                            /** @description Products in the sheet */
                            total: number;
                            /** @description Products with something wrong, which stay out */
                            bad: number;
                            /** @description Drafts made so far */
                            made: number;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            createdAt: string;
                            finishedAt: string | null;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports/{id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Products of a sheet in its order, with what is wrong by row and column */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "ready" | "bad" | "made";
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                number: number;
                                lines: number[];
                                title: string;
                                /** @enum {unknown} */
                                state: "ready" | "bad" | "made";
                                variants: number;
                                problems: {
                                    line: number;
                                    /** @enum {unknown} */
                                    column: "title" | "subtitle" | "category" | "description" | "variant" | "supplyPrice" | "suggestedPrice" | "pieces" | "listed";
                                    columnName: string;
                                    /** @enum {unknown} */
                                    problem: "missing" | "tooLong" | "unknownCategory" | "notAmount" | "notPieces" | "belowSupply" | "differs" | "twice" | "tooMany" | "notListed";
                                    text: string;
                                }[];
                                proposalId: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/goods-imports/{id}/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything wrong in a sheet, by row and column (.xlsx) */
        get: {
            parameters: {
                query?: {
                    lang?: "zh-CN" | "en";
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How lines stand today that are not (yet) in a member's cart: a visitor's, or those of an order about to be placed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lines: {
                            /** @description Identifier, a decimal string */
                            skuId: string;
                            quantity: number;
                            /** @description Amount above zero, in atoms */
                            seenFen: string;
                            chosen?: boolean;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                supplierId: string | null;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    productId: string | null;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    zone: ("ordinary" | "vip") | null;
                                    quantity: number;
                                    chosen: boolean;
                                    /** @enum {unknown} */
                                    state: "ready" | "short" | "soldOut" | "unlisted";
                                    /** @description Pieces left */
                                    stock: number;
                                    unitFen: string | null;
                                    /** @description Price of a piece that the member last took note of, fen */
                                    seenFen: string;
                                    /** @description Share value that the line grants its buyer, atoms */
                                    svAtoms: string;
                                }[];
                                /** @description Of its chosen lines that can be had, fen */
                                totalFen: string;
                            }[];
                            unavailable: {
                                /** @description Identifier, a decimal string */
                                skuId: string;
                                productId: string | null;
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                zone: ("ordinary" | "vip") | null;
                                quantity: number;
                                chosen: boolean;
                                /** @enum {unknown} */
                                state: "ready" | "short" | "soldOut" | "unlisted";
                                /** @description Pieces left */
                                stock: number;
                                unitFen: string | null;
                                /** @description Price of a piece that the member last took note of, fen */
                                seenFen: string;
                                /** @description Share value that the line grants its buyer, atoms */
                                svAtoms: string;
                            }[];
                            /** @description Lines in the cart */
                            count: number;
                            /** @description Lines that would be bought now */
                            chosen: number;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            svAtoms: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My cart by who sells, with what changed since I last looked */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                supplierId: string | null;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    productId: string | null;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    zone: ("ordinary" | "vip") | null;
                                    quantity: number;
                                    chosen: boolean;
                                    /** @enum {unknown} */
                                    state: "ready" | "short" | "soldOut" | "unlisted";
                                    /** @description Pieces left */
                                    stock: number;
                                    unitFen: string | null;
                                    /** @description Price of a piece that the member last took note of, fen */
                                    seenFen: string;
                                    /** @description Share value that the line grants its buyer, atoms */
                                    svAtoms: string;
                                }[];
                                /** @description Of its chosen lines that can be had, fen */
                                totalFen: string;
                            }[];
                            unavailable: {
                                /** @description Identifier, a decimal string */
                                skuId: string;
                                productId: string | null;
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                zone: ("ordinary" | "vip") | null;
                                quantity: number;
                                chosen: boolean;
                                /** @enum {unknown} */
                                state: "ready" | "short" | "soldOut" | "unlisted";
                                /** @description Pieces left */
                                stock: number;
                                unitFen: string | null;
                                /** @description Price of a piece that the member last took note of, fen */
                                seenFen: string;
                                /** @description Share value that the line grants its buyer, atoms */
                                svAtoms: string;
                            }[];
                            /** @description Lines in the cart */
                            count: number;
                            /** @description Lines that would be bought now */
                            chosen: number;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            svAtoms: string;
                        };
                    };
                };
            };
        };
        /** Change lines of my cart: quantity (0 takes out), whether chosen, the price taken note of; lines that are gone are left out */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lines: {
                            /** @description Identifier, a decimal string */
                            skuId: string;
                            quantity?: number;
                            chosen?: boolean;
                            /** @description Amount above zero, in atoms */
                            seenFen?: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            groups: {
                                supplierId: string | null;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    productId: string | null;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    zone: ("ordinary" | "vip") | null;
                                    quantity: number;
                                    chosen: boolean;
                                    /** @enum {unknown} */
                                    state: "ready" | "short" | "soldOut" | "unlisted";
                                    /** @description Pieces left */
                                    stock: number;
                                    unitFen: string | null;
                                    /** @description Price of a piece that the member last took note of, fen */
                                    seenFen: string;
                                    /** @description Share value that the line grants its buyer, atoms */
                                    svAtoms: string;
                                }[];
                                /** @description Of its chosen lines that can be had, fen */
                                totalFen: string;
                            }[];
                            unavailable: {
                                /** @description Identifier, a decimal string */
                                skuId: string;
                                productId: string | null;
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                zone: ("ordinary" | "vip") | null;
                                quantity: number;
                                chosen: boolean;
                                /** @enum {unknown} */
                                state: "ready" | "short" | "soldOut" | "unlisted";
                                /** @description Pieces left */
                                stock: number;
                                unitFen: string | null;
                                /** @description Price of a piece that the member last took note of, fen */
                                seenFen: string;
                                /** @description Share value that the line grants its buyer, atoms */
                                svAtoms: string;
                            }[];
                            /** @description Lines in the cart */
                            count: number;
                            /** @description Lines that would be bought now */
                            chosen: number;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            svAtoms: string;
                        };
                    };
                };
            };
        };
        /** Put pieces into my cart, besides those already there */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Identifier, a decimal string */
                        skuId: string;
                        quantity: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cart/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many lines my cart has */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/cart/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What I gathered as a visitor joins my cart; merging it again changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lines: {
                            /** @description Identifier, a decimal string */
                            skuId: string;
                            quantity: number;
                            /** @description Amount above zero, in atoms */
                            seenFen: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            count: number;
                            /** @description Lines not on sale, or without room */
                            leftOut: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Place a checkout: all of it or nothing; it is then to be paid before `payBefore` */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Chosen by the caller; the same key with the same input answers the same */
                        key: string;
                        /** @description Identifier, a decimal string */
                        contactId: string;
                        /** @description Amount above zero, in atoms */
                        totalFen?: string;
                        lines: {
                            /** @description Identifier, a decimal string */
                            skuId: string;
                            quantity: number;
                        }[];
                        /** @description Takes the lines out of the member's cart once they are placed */
                        fromCart?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            checkoutId: string;
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            payBefore: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkouts/{id}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin paying a checkout; the member finishes at payUrl */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        channel: string;
                        /**
                         * @description One of those the channel offers; its first unless given
                         * @enum {unknown}
                         */
                        scene?: "page" | "native" | "h5" | "jsapi";
                        /** @description The payer inside the app of the channel; scene jsapi needs it */
                        openid?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            attemptId: string;
                            /** @enum {unknown} */
                            state: "pending" | "succeeded";
                            /**
                             * @description What payUrl is: an address to open, the content of a QR code; call: parameters for the app
                             * @enum {unknown}
                             */
                            show: "page" | "code" | "call" | "nothing";
                            payUrl: string;
                            /** @description The QR code as SVG */
                            image?: string;
                            call?: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A checkout with its orders */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            state: "placed" | "awaitingPayment" | "paid" | "closed";
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            payBefore: string;
                            orders: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @description Identifier, a decimal string */
                                checkoutId: string;
                                /** @enum {unknown} */
                                state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                totalFen: string;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    productId: string;
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitFen: string;
                                    /** @enum {unknown} */
                                    zone: "ordinary" | "vip";
                                }[];
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                placedAt: string;
                                actions: ("pay" | "cancel" | "confirm" | "refund" | "afterSales")[];
                                /** @description Whether an after-sales case is open */
                                caseOpen: boolean;
                            }[];
                            /** @description How long it can still be paid, by business time; 0 once that is over */
                            payWithinMs: number;
                            contact: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                phone: string;
                                region: string;
                                detail: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkouts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw an unpaid checkout; the goods go back on the shelf */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/checkouts/{id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways a checkout can be paid */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                channel: string;
                                name: string;
                                simulated: boolean;
                                scenes: ("page" | "native" | "h5" | "jsapi")[];
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My orders, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    status?: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @description Identifier, a decimal string */
                                checkoutId: string;
                                /** @enum {unknown} */
                                state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                totalFen: string;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    productId: string;
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitFen: string;
                                    /** @enum {unknown} */
                                    zone: "ordinary" | "vip";
                                }[];
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                placedAt: string;
                                actions: ("pay" | "cancel" | "confirm" | "refund" | "afterSales")[];
                                /** @description Whether an after-sales case is open */
                                caseOpen: boolean;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/order-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many of my orders wait for what */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            placed: number;
                            paid: number;
                            shipped: number;
                            /** @description With an open after-sales case */
                            afterSales: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my orders with parcel and timeline */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @description Identifier, a decimal string */
                            checkoutId: string;
                            /** @enum {unknown} */
                            state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            supplierName: string | null;
                            lines: {
                                /** @description Identifier, a decimal string */
                                productId: string;
                                /** @description Identifier, a decimal string */
                                skuId: string;
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                unitFen: string;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                            }[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            placedAt: string;
                            actions: ("pay" | "cancel" | "confirm" | "refund" | "afterSales")[];
                            /** @description Whether an after-sales case is open */
                            caseOpen: boolean;
                            contact: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                phone: string;
                                region: string;
                                detail: string;
                            } | null;
                            shipping: {
                                carrier: string;
                                trackingNumber: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                shippedAt: string;
                            } | null;
                            timeline: {
                                /** @enum {unknown} */
                                state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            autoConfirmAt: string | null;
                            afterSalesUntil: string | null;
                            refund: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                /** @enum {unknown} */
                                state: "asked" | "processing" | "succeeded" | "failed";
                                doneAt: string | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/orders/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that the goods were received */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All orders, newest first; search by the id of an order, checkout or member */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                    search?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @description Identifier, a decimal string */
                                checkoutId: string;
                                /** @enum {unknown} */
                                state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                totalFen: string;
                                supplierName: string | null;
                                lines: {
                                    /** @description Identifier, a decimal string */
                                    productId: string;
                                    /** @description Identifier, a decimal string */
                                    skuId: string;
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    unitFen: string;
                                    /** @enum {unknown} */
                                    zone: "ordinary" | "vip";
                                }[];
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                placedAt: string;
                                actions: ("pay" | "cancel" | "confirm" | "refund" | "afterSales")[];
                                /** @description Whether an after-sales case is open */
                                caseOpen: boolean;
                                /** @description Identifier, a decimal string */
                                memberId: string;
                                memberName: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One order; the recipient is shown while the parcel concerns us */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @description Identifier, a decimal string */
                            checkoutId: string;
                            /** @enum {unknown} */
                            state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            totalFen: string;
                            supplierName: string | null;
                            lines: {
                                /** @description Identifier, a decimal string */
                                productId: string;
                                /** @description Identifier, a decimal string */
                                skuId: string;
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                unitFen: string;
                                /** @enum {unknown} */
                                zone: "ordinary" | "vip";
                            }[];
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            placedAt: string;
                            actions: ("pay" | "cancel" | "confirm" | "refund" | "afterSales")[];
                            /** @description Whether an after-sales case is open */
                            caseOpen: boolean;
                            /** @description Identifier, a decimal string */
                            memberId: string;
                            memberName: string | null;
                            contact: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                name: string;
                                phone: string;
                                region: string;
                                detail: string;
                            } | null;
                            shipping: {
                                carrier: string;
                                trackingNumber: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                shippedAt: string;
                            } | null;
                            timeline: {
                                /** @enum {unknown} */
                                state: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            autoConfirmAt: string | null;
                            afterSalesUntil: string | null;
                            refund: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                /** @enum {unknown} */
                                state: "asked" | "processing" | "succeeded" | "failed";
                                doneAt: string | null;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/skus/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes by hand of one’s own stock, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                change: number;
                                /** @description Pieces afterwards */
                                available: number;
                                /** @enum {unknown} */
                                reason: "received" | "counted" | "damaged" | "returned" | "other" | "initial";
                                note: string;
                                byName: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Adds pieces to one’s own stock, or takes some away */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Pieces more, or fewer when negative */
                        change: number;
                        /** @enum {unknown} */
                        reason: "received" | "counted" | "damaged" | "returned" | "other";
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/skus/{id}/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes by hand of a stock, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                change: number;
                                /** @description Pieces afterwards */
                                available: number;
                                /** @enum {unknown} */
                                reason: "received" | "counted" | "damaged" | "returned" | "other" | "initial";
                                note: string;
                                byName: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Adds pieces to a stock, or takes some away */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Pieces more, or fewer when negative */
                        change: number;
                        /** @enum {unknown} */
                        reason: "received" | "counted" | "damaged" | "returned" | "other";
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            available: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/carriers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Couriers to choose from */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                code: string;
                                name: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Paid orders of the signed-in supplier, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "paid" | "shipped" | "confirmed" | "refunded";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @enum {unknown} */
                                state: "paid" | "shipped" | "confirmed" | "refunded";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                placedAt: string;
                                paidAt: string | null;
                                lines: {
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                    /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                    supplyFen: string;
                                }[];
                                contact: {
                                    name: string;
                                    phone: string;
                                    region: string;
                                    detail: string;
                                } | null;
                                shipping: {
                                    carrier: string;
                                    trackingNumber: string;
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    shippedAt: string;
                                } | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the supplier's own paid orders */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @enum {unknown} */
                            state: "paid" | "shipped" | "confirmed" | "refunded";
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            supplyFen: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            placedAt: string;
                            paidAt: string | null;
                            lines: {
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                supplyFen: string;
                            }[];
                            contact: {
                                name: string;
                                phone: string;
                                region: string;
                                detail: string;
                            } | null;
                            shipping: {
                                carrier: string;
                                trackingNumber: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                shippedAt: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/orders/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ship one of the supplier's own orders */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Code or name of a courier of GET /api/carriers */
                        carrier: string;
                        trackingNumber: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "shipped";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/orders/{id}/ship": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ship self-operated goods */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Code or name of a courier of GET /api/carriers */
                        carrier: string;
                        trackingNumber: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            state: "shipped";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Matches rows of order number, courier and tracking number with one’s own orders; ships nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rows: {
                            orderId: string;
                            carrier: string;
                            trackingNumber: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                orderId: string;
                                carrier: string;
                                trackingNumber: string;
                                carrierName: string | null;
                                problem: ("unknownOrder" | "notPaid" | "unknownCarrier" | "badNumber" | "twice") | null;
                                goods: string | null;
                                matchedId: string | null;
                            }[];
                            good: number;
                            bad: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ships every row that can be shipped and tells of each what came of it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rows: {
                            orderId: string;
                            carrier: string;
                            trackingNumber: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                orderId: string;
                                carrier: string;
                                trackingNumber: string;
                                carrierName: string | null;
                                problem: ("unknownOrder" | "notPaid" | "unknownCarrier" | "badNumber" | "twice") | null;
                                goods: string | null;
                                matchedId: string | null;
                            }[];
                            good: number;
                            bad: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shipments/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads the rows of a sheet (.xlsx as the body); ships nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            rows: {
                                orderId: string;
                                carrier: string;
                                trackingNumber: string;
                            }[];
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/orders/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Own orders to ship with their recipients (.xlsx); filled in, it may be uploaded again */
        get: {
            parameters: {
                query?: {
                    lang?: "zh-CN" | "en";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The member's complaints, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                subject: "order" | "account" | "assets" | "content" | "privacy" | "other";
                                orderId: string | null;
                                /** @enum {unknown} */
                                state: "open" | "answered" | "closed";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                filedAt: string;
                                dueAt: string | null;
                                closedAt: string | null;
                                /** @description What it began with */
                                words: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Complain; an answer is promised within 15 days */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        subject: "order" | "account" | "assets" | "content" | "privacy" | "other";
                        /** @description Identifier, a decimal string */
                        orderId?: string;
                        words: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A complaint with all that was said */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            subject: "order" | "account" | "assets" | "content" | "privacy" | "other";
                            orderId: string | null;
                            /** @enum {unknown} */
                            state: "open" | "answered" | "closed";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            filedAt: string;
                            dueAt: string | null;
                            closedAt: string | null;
                            messages: {
                                /** @enum {unknown} */
                                from: "member" | "shop";
                                words: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            mayWrite: boolean;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/complaints/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add to a complaint, or come back to an answer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        words: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/complaints/{id}/settled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that it is settled */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complaints, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    state?: "open" | "answered" | "closed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @enum {unknown} */
                                subject: "order" | "account" | "assets" | "content" | "privacy" | "other";
                                orderId: string | null;
                                /** @enum {unknown} */
                                state: "open" | "answered" | "closed";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                filedAt: string;
                                dueAt: string | null;
                                closedAt: string | null;
                                /** @description What it began with */
                                words: string;
                                /** @description Identifier, a decimal string */
                                memberId: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/complaints/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many complaints wait for an answer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            waiting: number;
                            /** @description Longer than was promised */
                            late: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/complaints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A complaint with all that was said, and who of the staff said it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @enum {unknown} */
                            subject: "order" | "account" | "assets" | "content" | "privacy" | "other";
                            orderId: string | null;
                            /** @enum {unknown} */
                            state: "open" | "answered" | "closed";
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            filedAt: string;
                            dueAt: string | null;
                            closedAt: string | null;
                            messages: {
                                /** @enum {unknown} */
                                from: "member" | "shop";
                                words: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                staffName: string | null;
                            }[];
                            mayWrite: boolean;
                            /** @description Identifier, a decimal string */
                            memberId: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/complaints/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a complaint; the member sees the words */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        words: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the platform owes me, newest order first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @description Identifier, a decimal string */
                                supplierId: string;
                                supplierName: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                accruedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                payableAt: string;
                                /** @description Whether after-sales have closed */
                                due: boolean;
                                /**
                                 * @description accrued until after-sales close, then due; disputed while a case is open; reversed when the order was refunded
                                 * @enum {unknown}
                                 */
                                state: "accrued" | "disputed" | "due" | "reversed";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                orderFen?: string;
                            }[];
                            nextCursor: string | null;
                            totals: {
                                orders: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                accruedFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                dueFen: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the platform owes its suppliers, newest order first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Identifier, a decimal string */
                    supplierId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @description Identifier, a decimal string */
                                supplierId: string;
                                supplierName: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                accruedAt: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                payableAt: string;
                                /** @description Whether after-sales have closed */
                                due: boolean;
                                /**
                                 * @description accrued until after-sales close, then due; disputed while a case is open; reversed when the order was refunded
                                 * @enum {unknown}
                                 */
                                state: "accrued" | "disputed" | "due" | "reversed";
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                orderFen?: string;
                            }[];
                            nextCursor: string | null;
                            totals: {
                                orders: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                accruedFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                dueFen: string;
                            };
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My months, newest first, and what the ledger says I am owed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description What the ledger says is owed now, fen */
                            balanceFen: string;
                            items: {
                                /** @description Month of Asia/Shanghai, YYYY-MM */
                                month: string;
                                orders: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                accruedFen: string;
                                /** @description Orders that were refunded */
                                returns: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                returnedFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                openingFen: string;
                                /** @description Owed at the end of the month (of the current month: now), fen */
                                closingFen: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every line of one of my months with the balance after it (.xlsx) */
        get: {
            parameters: {
                query?: {
                    lang?: "zh-CN" | "en";
                };
                header?: never;
                path: {
                    /** @description Month of Asia/Shanghai, YYYY-MM */
                    month: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A supplier’s months, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description What the ledger says is owed now, fen */
                            balanceFen: string;
                            items: {
                                /** @description Month of Asia/Shanghai, YYYY-MM */
                                month: string;
                                orders: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                accruedFen: string;
                                /** @description Orders that were refunded */
                                returns: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                returnedFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                openingFen: string;
                                /** @description Owed at the end of the month (of the current month: now), fen */
                                closingFen: string;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/suppliers/{id}/statements/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every line of a supplier’s month (.xlsx) */
        get: {
            parameters: {
                query?: {
                    lang?: "zh-CN" | "en";
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                    /** @description Month of Asia/Shanghai, YYYY-MM */
                    month: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the money of an order back that is not shipped yet: at once and whole */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                        message?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                            /** @enum {string} */
                            state: "refunded";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads a picture for a case (JPEG, PNG or WebP as the body); its kind is found by decoding */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            sha256: string;
                            url: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My cases, newest first; of one order when it is named */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Identifier, a decimal string */
                    orderId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                caseId: string;
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @enum {unknown} */
                                kind: "cancel" | "refund" | "return";
                                /** @enum {unknown} */
                                reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                                /** @enum {unknown} */
                                state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                                turn: ("member" | "supplier" | "platform") | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                openedAt: string;
                                dueAt: string | null;
                                closedAt: string | null;
                                lines: {
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                }[];
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                supplierName: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Open a case about an order that was shipped: money back, or goods back and then the money; always the whole order */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Identifier, a decimal string */
                        orderId: string;
                        /** @enum {unknown} */
                        kind: "refund" | "return";
                        /** @enum {unknown} */
                        reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                        message?: string;
                        pictures?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of my cases with what happened and what I may do */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @enum {unknown} */
                            kind: "cancel" | "refund" | "return";
                            /** @enum {unknown} */
                            reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                            turn: ("member" | "supplier" | "platform") | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            openedAt: string;
                            dueAt: string | null;
                            closedAt: string | null;
                            lines: {
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                            }[];
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            amountFen: string;
                            supplierName: string | null;
                            message: string;
                            pictures: {
                                url: string;
                                largeUrl: string;
                            }[];
                            returnTo: string | null;
                            parcel: {
                                carrier: string;
                                trackingNumber: string;
                            } | null;
                            steps: {
                                /** @enum {unknown} */
                                party: "member" | "supplier" | "platform" | "system";
                                /** @enum {unknown} */
                                act: "opened" | "agreed" | "refused" | "escalated" | "sent" | "refunded" | "withdrawn" | "lapsed";
                                message: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            actions: ("agree" | "refuse" | "withdraw" | "escalate" | "send")[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a case; the order goes on as before */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales/{id}/escalate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Call the platform against a refusal of the supplier */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/aftersales/{id}/parcel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say with which parcel the goods come back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Code or name of a courier of GET /api/carriers */
                        carrier: string;
                        trackingNumber: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/aftersales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cases about the signed-in supplier's orders, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Whose turn it is; nobody: the case has ended */
                    turn?: "member" | "supplier" | "platform" | "nobody";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                caseId: string;
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @enum {unknown} */
                                kind: "cancel" | "refund" | "return";
                                /** @enum {unknown} */
                                reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                                /** @enum {unknown} */
                                state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                                turn: ("member" | "supplier" | "platform") | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                openedAt: string;
                                dueAt: string | null;
                                closedAt: string | null;
                                lines: {
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                }[];
                                /** @description What the supplier is paid for the order, fen */
                                supplyFen: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/aftersales-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many open cases about the supplier's orders wait for whom */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            member: number;
                            supplier: number;
                            platform: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/aftersales/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A case about one of the supplier's orders */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @enum {unknown} */
                            kind: "cancel" | "refund" | "return";
                            /** @enum {unknown} */
                            reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                            turn: ("member" | "supplier" | "platform") | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            openedAt: string;
                            dueAt: string | null;
                            closedAt: string | null;
                            lines: {
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                            }[];
                            /** @description What the supplier is paid for the order, fen */
                            supplyFen: string;
                            message: string;
                            pictures: {
                                url: string;
                                largeUrl: string;
                            }[];
                            returnTo: string | null;
                            parcel: {
                                carrier: string;
                                trackingNumber: string;
                            } | null;
                            steps: {
                                /** @enum {unknown} */
                                party: "member" | "supplier" | "platform" | "system";
                                /** @enum {unknown} */
                                act: "opened" | "agreed" | "refused" | "escalated" | "sent" | "refunded" | "withdrawn" | "lapsed";
                                message: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            actions: ("agree" | "refuse" | "withdraw" | "escalate" | "send")[];
                            payableFen: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/aftersales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All cases, newest first; of one order when it is named */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                    /** @description Whose turn it is; nobody: the case has ended */
                    turn?: "member" | "supplier" | "platform" | "nobody";
                    /** @description Identifier, a decimal string */
                    orderId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                caseId: string;
                                /** @description Identifier, a decimal string */
                                orderId: string;
                                /** @enum {unknown} */
                                kind: "cancel" | "refund" | "return";
                                /** @enum {unknown} */
                                reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                                /** @enum {unknown} */
                                state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                                turn: ("member" | "supplier" | "platform") | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                openedAt: string;
                                dueAt: string | null;
                                closedAt: string | null;
                                lines: {
                                    title: string;
                                    skuName: string;
                                    imageUrl: string | null;
                                    quantity: number;
                                }[];
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                amountFen: string;
                                supplierName: string | null;
                                /** @description Identifier, a decimal string */
                                memberId: string;
                                memberName: string | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/aftersales-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many open cases wait for whom */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            member: number;
                            supplier: number;
                            platform: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/aftersales/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                            /** @description Identifier, a decimal string */
                            orderId: string;
                            /** @enum {unknown} */
                            kind: "cancel" | "refund" | "return";
                            /** @enum {unknown} */
                            reason: "noReason" | "changedMind" | "wrongOrder" | "tooSlow" | "notReceived" | "notAsDescribed" | "defective" | "damaged" | "wrongGoods" | "missingGoods" | "other";
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                            turn: ("member" | "supplier" | "platform") | null;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            openedAt: string;
                            dueAt: string | null;
                            closedAt: string | null;
                            lines: {
                                title: string;
                                skuName: string;
                                imageUrl: string | null;
                                quantity: number;
                            }[];
                            /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                            amountFen: string;
                            supplierName: string | null;
                            /** @description Identifier, a decimal string */
                            memberId: string;
                            memberName: string | null;
                            message: string;
                            pictures: {
                                url: string;
                                largeUrl: string;
                            }[];
                            returnTo: string | null;
                            parcel: {
                                carrier: string;
                                trackingNumber: string;
                            } | null;
                            steps: {
                                /** @enum {unknown} */
                                party: "member" | "supplier" | "platform" | "system";
                                /** @enum {unknown} */
                                act: "opened" | "agreed" | "refused" | "escalated" | "sent" | "refunded" | "withdrawn" | "lapsed";
                                message: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                            }[];
                            actions: ("agree" | "refuse" | "withdraw" | "escalate" | "send")[];
                            payableFen: string | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/aftersales/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a case about an own order, or confirm that its goods came back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message?: string;
                        /** @description Put the goods back on the shelf */
                        restock?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/aftersales/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a case about an own order, with the reason; the member may call the platform */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/aftersales/{id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a case, or confirm that its goods came back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message?: string;
                        /** @description Put the goods back on the shelf */
                        restock?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/aftersales/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a case, with the reason: the last word */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {unknown} */
                            state: "asked" | "escalated" | "refused" | "returning" | "returned" | "refunded" | "closed";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refund a whole order on behalf of its member, until after-sales close or while a case is open */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        message: string;
                        /** @description Put the goods back on the shelf */
                        restock?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            caseId: string;
                            /** @enum {string} */
                            state: "refunded";
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disclosure/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many points there are and where, what burns, and what stands behind it; at most half a minute old */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            at: string;
                            /** @description pool + founders + circulating + destroyed = total */
                            points: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                total: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                founders: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                pool: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                circulating: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                destroyed: string;
                            };
                            shareValue: {
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                eligible: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                paused: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                locked: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burned: string;
                            };
                            lastNoon: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                priceAtoms: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                issuedPts: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                burnedSv: string;
                            } | null;
                            noonsToHalf: number | null;
                            /** @description What the platform has earned with goods so far */
                            earnedFen: string;
                            /** @description Circulating points × the price of the last noon: nobody promises to pay it */
                            claimedFen: string;
                            coveragePpm: string | null;
                            /** @description What this shop lacks and so grants and releases nothing; empty when it does */
                            heldBecause: ("linter" | "override" | "ledgerChecks")[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/disclosure/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who runs the shop; null until it was said */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            company: {
                                name: string;
                                /** @description Unified social credit code of the business licence */
                                licenceNumber: string;
                                /** @description Record number of the site */
                                recordNumber: string;
                                /** @description Record number of the police */
                                policeNumber: string;
                                address: string;
                                complaintPhone: string;
                                complaintEmail: string;
                            } | null;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who runs the shop; shown to everybody at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @description Unified social credit code of the business licence */
                        licenceNumber: string;
                        /** @description Record number of the site */
                        recordNumber: string;
                        /** @description Record number of the police */
                        policeNumber: string;
                        address: string;
                        complaintPhone: string;
                        complaintEmail: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            /** @description Unified social credit code of the business licence */
                            licenceNumber: string;
                            /** @description Record number of the site */
                            recordNumber: string;
                            /** @description Record number of the police */
                            policeNumber: string;
                            address: string;
                            complaintPhone: string;
                            complaintEmail: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/subscribers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The head of the event log; position, lag and health of every subscriber */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The last position given */
                            head: string;
                            /** @description Events committed that have no position yet */
                            waiting: number;
                            items: {
                                name: string;
                                /** @description Stops at an event it cannot apply; others set it aside */
                                money: boolean;
                                position: string;
                                /** @description Events in the log that are not applied yet */
                                lag: string;
                                /** @enum {unknown} */
                                state: "running" | "stopped";
                                failed: {
                                    /** @description Position in the event log, a decimal string */
                                    position: string;
                                    type: string;
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    happenedAt: string;
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    failedAt: string;
                                    error: string;
                                    proposal: {
                                        /** @description Identifier, a decimal string */
                                        approvalId: string;
                                        reason: string;
                                        proposedBy: {
                                            /** @description Identifier, a decimal string */
                                            id: string;
                                            name: string;
                                        };
                                        /**
                                         * Format: date-time
                                         * @description Instant, ISO 8601 in UTC
                                         */
                                        proposedAt: string;
                                    } | null;
                                } | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/events/{position}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One event of the log with its payload */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Position in the event log, a decimal string */
                    position: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Position in the event log, a decimal string */
                            position: string;
                            type: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            happenedAt: string;
                            version: number;
                            /** @description Facts of the event: ids and amounts, never personal data */
                            payload: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/subscribers/{name}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a stopped subscriber try again from the same event */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Position in the event log, a decimal string */
                        position: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/subscribers/{name}/parkings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a second person to park the event at which a subscriber stopped */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Position in the event log, a decimal string */
                        position: string;
                        /** @description Why the event may be passed over; stays on record */
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            approvalId: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            expiresAt: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/parkings/{approvalId}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve or reject parking an event, as another person proposed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    approvalId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        decision: "approve" | "reject";
                        reason: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approved: boolean;
                            subscriber: string;
                            /** @description Position in the event log, a decimal string */
                            position: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/parked-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events set aside, latest first, with who parked them and why */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Position in the event log, a decimal string */
                                position: string;
                                type: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                happenedAt: string;
                                subscriber: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                parkedAt: string;
                                error: string;
                                /** @description Whether it may be applied out of its place */
                                mayRetry: boolean;
                                parking: {
                                    reason: string;
                                    proposedBy: {
                                        /** @description Identifier, a decimal string */
                                        id: string;
                                        name: string;
                                    };
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    proposedAt: string;
                                    approvedBy: {
                                        /** @description Identifier, a decimal string */
                                        id: string;
                                        name: string;
                                    };
                                    /**
                                     * Format: date-time
                                     * @description Instant, ISO 8601 in UTC
                                     */
                                    approvedAt: string;
                                } | null;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/parked-events/{name}/{position}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply a parked event now, if order does not matter to its subscriber */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    name: string;
                    /** @description Position in the event log, a decimal string */
                    position: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks of one’s organisation, newest first; never their secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                url: string;
                                description: string;
                                kinds: string[];
                                /** @enum {unknown} */
                                state: "active" | "paused";
                                failingSince: string | null;
                                oldSecretUntil: string | null;
                                createdBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a webhook; its secret is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        url: string;
                        /** @description For people */
                        description?: string;
                        kinds: ("orders.paid" | "orders.shipped" | "orders.confirmed" | "orders.refunded" | "aftersales.changed" | "catalog.reviewed")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description whsec_ and the key in base64; answered once */
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook of other kinds from now on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        kinds: ("orders.paid" | "orders.shipped" | "orders.confirmed" | "orders.refunded" | "aftersales.changed" | "catalog.reviewed")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new secret; the one before signs as well for a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description whsec_ and the key in base64; answered once */
                            secret: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            oldUntil: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a webhook; what waits for it is given up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook of nothing more until it is resumed; what waits for it is given up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a webhook that was paused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that means nothing, to see whether it arrives */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            deliveryId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages to a webhook of the last 30 days, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description What is sent as webhook-id */
                                messageId: string;
                                kind: string;
                                body: string;
                                /** @enum {unknown} */
                                state: "waiting" | "delivered" | "failed";
                                tries: number;
                                status: number | null;
                                failure: string | null;
                                tookMs: number | null;
                                triedAt: string | null;
                                nextAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/webhook-deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message once more, under the same id */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhooks of one’s organisation, newest first; never their secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                url: string;
                                description: string;
                                kinds: string[];
                                /** @enum {unknown} */
                                state: "active" | "paused";
                                failingSince: string | null;
                                oldSecretUntil: string | null;
                                createdBy: string;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a webhook; its secret is answered once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        url: string;
                        /** @description For people */
                        description?: string;
                        kinds: ("orders.paid" | "orders.shipped" | "orders.confirmed" | "orders.refunded" | "aftersales.changed" | "catalog.reviewed")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            /** @description whsec_ and the key in base64; answered once */
                            secret: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook of other kinds from now on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        kinds: ("orders.paid" | "orders.shipped" | "orders.confirmed" | "orders.refunded" | "aftersales.changed" | "catalog.reviewed")[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new secret; the one before signs as well for a day */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description whsec_ and the key in base64; answered once */
                            secret: string;
                            /**
                             * Format: date-time
                             * @description Instant, ISO 8601 in UTC
                             */
                            oldUntil: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a webhook; what waits for it is given up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell a webhook of nothing more until it is resumed; what waits for it is given up */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume a webhook that was paused */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message that means nothing, to see whether it arrives */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            deliveryId: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages to a webhook of the last 30 days, newest first */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                /** @description What is sent as webhook-id */
                                messageId: string;
                                kind: string;
                                body: string;
                                /** @enum {unknown} */
                                state: "waiting" | "delivered" | "failed";
                                tries: number;
                                status: number | null;
                                failure: string | null;
                                tookMs: number | null;
                                triedAt: string | null;
                                nextAt: string | null;
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                createdAt: string;
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/webhook-deliveries/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message once more, under the same id */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages, newest first; front ends put them into words by kind */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description A message’s number among those of its recipient; what comes later has a higher one */
                                id: string;
                                /** @enum {unknown} */
                                kind: "orderShipped" | "orderClosed" | "caseChanged" | "refundDone" | "levelReached" | "levelLost" | "grantsBooked" | "complaintAnswered" | "ordersPaid" | "orderWithdrawn" | "goodsReviewed" | "standingChanged" | "webhookPaused" | "goodsProposed" | "applicationSubmitted" | "complaintOpened";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                unread: boolean;
                                subjectId: string | null;
                                /** @description What the words need besides; amounts in fen */
                                facts: {
                                    [key: string]: string | number | boolean;
                                };
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages the caller has not read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark everything up to a message as read; what comes later stays unread */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A message’s number among those of its recipient; what comes later has a higher one */
                        upTo: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages, newest first; front ends put them into words by kind */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description A message’s number among those of its recipient; what comes later has a higher one */
                                id: string;
                                /** @enum {unknown} */
                                kind: "orderShipped" | "orderClosed" | "caseChanged" | "refundDone" | "levelReached" | "levelLost" | "grantsBooked" | "complaintAnswered" | "ordersPaid" | "orderWithdrawn" | "goodsReviewed" | "standingChanged" | "webhookPaused" | "goodsProposed" | "applicationSubmitted" | "complaintOpened";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                unread: boolean;
                                subjectId: string | null;
                                /** @description What the words need besides; amounts in fen */
                                facts: {
                                    [key: string]: string | number | boolean;
                                };
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages the caller has not read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark everything up to a message as read; what comes later stays unread */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A message’s number among those of its recipient; what comes later has a higher one */
                        upTo: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages, newest first; front ends put them into words by kind */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description A message’s number among those of its recipient; what comes later has a higher one */
                                id: string;
                                /** @enum {unknown} */
                                kind: "orderShipped" | "orderClosed" | "caseChanged" | "refundDone" | "levelReached" | "levelLost" | "grantsBooked" | "complaintAnswered" | "ordersPaid" | "orderWithdrawn" | "goodsReviewed" | "standingChanged" | "webhookPaused" | "goodsProposed" | "applicationSubmitted" | "complaintOpened";
                                /**
                                 * Format: date-time
                                 * @description Instant, ISO 8601 in UTC
                                 */
                                at: string;
                                unread: boolean;
                                subjectId: string | null;
                                /** @description What the words need besides; amounts in fen */
                                facts: {
                                    [key: string]: string | number | boolean;
                                };
                            }[];
                            nextCursor: string | null;
                            total?: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/messages/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many messages the caller has not read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/messages/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark everything up to a message as read; what comes later stays unread */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A message’s number among those of its recipient; what comes later has a higher one */
                        upTo: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description 100 means so many or more */
                            unread: number;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/reports/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last business days in figures, oldest first; what a noon set is null where none ran or it was applied late */
        get: {
            parameters: {
                query?: {
                    days?: 7 | 30 | 90;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Business day in Asia/Shanghai */
                                day: string;
                                paidOrders: number;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                paidFen: string;
                                /** @description Amount in atoms: fen for CNY, 1e-8 for PTS, SV and guide prices */
                                refundedFen: string;
                                newMembers: number;
                                eligibleSv: string | null;
                                outstandingSv: string | null;
                                circulatingPts: string | null;
                                priceAtoms: string | null;
                                issuedPts: string | null;
                                yieldPpm: number | null;
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The views of a list that I keep, by name */
        get: {
            parameters: {
                query: {
                    /** @description The console's name of the list */
                    list: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                list: string;
                                name: string;
                                filters: {
                                    [key: string]: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Keep filters of a list under a name; a typed search is not kept */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The console's name of the list */
                        list: string;
                        name: string;
                        filters: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            list: string;
                            name: string;
                            filters: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/views/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a view that I keep */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The views of a list that I keep, by name */
        get: {
            parameters: {
                query: {
                    /** @description The console's name of the list */
                    list: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Identifier, a decimal string */
                                id: string;
                                list: string;
                                name: string;
                                filters: {
                                    [key: string]: string;
                                };
                            }[];
                        };
                    };
                };
            };
        };
        put?: never;
        /** Keep filters of a list under a name; a typed search is not kept */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The console's name of the list */
                        list: string;
                        name: string;
                        filters: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                            list: string;
                            name: string;
                            filters: {
                                [key: string]: string;
                            };
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/views/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a view that I keep */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description Identifier, a decimal string */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Identifier, a decimal string */
                            id: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of members as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        search?: string;
                        /** @enum {unknown} */
                        level?: "registered" | "patron" | "vip" | "shopkeeper" | "dealer" | "partner";
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of orders as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        state?: "placed" | "paid" | "shipped" | "confirmed" | "cancelled" | "refunded";
                        search?: string;
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of products as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        search?: string;
                        /** @enum {unknown} */
                        zone?: "ordinary" | "vip";
                        /** @description Identifier, a decimal string */
                        category?: string;
                        listed?: boolean;
                        /** @description A supplier, or "self" for self-operated goods */
                        supplier?: string | "self";
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of payables as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Identifier, a decimal string */
                        supplierId?: string;
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of entries as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bucket?: number;
                        /** @description kind, holder, or kind:holder */
                        account?: string;
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/console/exports/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The list of audit as a file, everything that the filters let through */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description An act, or all acts of a module */
                        act?: string;
                        /** @description What it was done to, such as account:123 */
                        target?: string;
                        /** @description Identifier, a decimal string */
                        actor?: string;
                        /** @description Day in Asia/Shanghai, included */
                        from?: string;
                        /** @description Day in Asia/Shanghai, included */
                        to?: string;
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/exports/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The orders of one’s own organisation as a file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        state?: "paid" | "shipped" | "confirmed" | "refunded";
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/exports/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The products of one’s own organisation as a file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        search?: string;
                        /** @enum {unknown} */
                        zone?: "ordinary" | "vip";
                        /** @description Identifier, a decimal string */
                        category?: string;
                        listed?: boolean;
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/supplier/exports/payables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The payables of one’s own organisation as a file */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        format: "csv" | "xlsx";
                    };
                };
            };
            responses: {
                /** @description The file */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/payments/{channel}/notify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed notification of a gateway; told again, it changes nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    channel: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            received: boolean;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
