/* An icuuc.dll for Wine alone, never shipped: it has no converter to offer.
 *
 * Qt links the ICU that Windows has carried since 10 1903, and Wine has none. Qt asks it only for converters of
 * characters other than its own (UTF-8, UTF-16, UTF-32, Latin-1), which TIPdesk never asks for. Every function that Qt
 * imports is here; what opens a converter says that there is none, so the others are never reached with one.
 */
#include <stddef.h>
#include <stdint.h>

typedef int32_t UErrorCode;
enum { U_FILE_ACCESS_ERROR = 4 };

#define EXPORT __declspec(dllexport)

EXPORT void *ucnv_open(const char *name, UErrorCode *status) {
    (void)name;
    *status = U_FILE_ACCESS_ERROR;
    return NULL;
}

EXPORT int32_t ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int32_t n) { (void)n; return NULL; }

EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, UErrorCode *status) {
    (void)name;
    (void)standard;
    *status = U_FILE_ACCESS_ERROR;
    return NULL;
}

EXPORT const char *ucnv_getName(const void *converter, UErrorCode *status) {
    (void)converter;
    *status = U_FILE_ACCESS_ERROR;
    return NULL;
}

EXPORT int8_t ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
EXPORT void ucnv_close(void *converter) { (void)converter; }
EXPORT void ucnv_reset(void *converter) { (void)converter; }

/* Reached only with a converter, which nobody has. */
#define NEVER(name) EXPORT void name(void) {}
NEVER(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NEVER(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NEVER(ucnv_getToUCallBack)
NEVER(ucnv_getFromUCallBack)
NEVER(ucnv_setToUCallBack)
NEVER(ucnv_setFromUCallBack)
NEVER(ucnv_cbToUWriteUChars)
NEVER(ucnv_cbFromUWriteUChars)
NEVER(ucnv_toUnicode)
NEVER(ucnv_fromUnicode)
NEVER(ucnv_toUCountPending)
NEVER(ucnv_fromUCountPending)
