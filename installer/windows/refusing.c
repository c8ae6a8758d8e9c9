/* What the .msi asks before anything is changed: is it whole, and does no TIPdesk run on this PC?
 *
 * Windows Installer finds a damaged file only when it comes to it, with the earlier TIPdesk half taken away, and it puts
 * new files in place of those in use at the next start of the PC. So in both cases it is not begun: the sentence goes to
 * the window, or, where there is none, to the log.
 */
#include <windows.h>
#include <bcrypt.h>
#include <msiquery.h>
#include <tlhelp32.h>

#define DIGEST_BYTES 32

static const wchar_t RUNNING[] =
    L"TIPdesk is running on this PC. Lock and close it in every account, end a headquarters that is served here, and "
    L"start this once more. Nothing was changed.";
static const wchar_t DAMAGED[] =
    L"This package is damaged: a byte of it was altered since it was made. Fetch it again. Nothing was changed.";

static UINT refuse(MSIHANDLE install, const wchar_t *sentence) {
    MSIHANDLE record = MsiCreateRecord(1);
    if (record) {
        MsiRecordSetStringW(record, 0, sentence);
        MsiProcessMessage(install, INSTALLMESSAGE_ERROR | (INSTALLMESSAGE)(MB_OK | MB_ICONERROR), record);
        MsiCloseHandle(record);
    }
    return ERROR_INSTALL_FAILURE;
}

static BOOL is_ours(const wchar_t *name) {
    return lstrcmpiW(name, L"tipdesk.exe") == 0 || lstrcmpiW(name, L"tipdesk-cli.exe") == 0;
}

/* Every account's processes have a name that all may read; which file they run is not told to everybody. */
static BOOL is_running(void) {
    PROCESSENTRY32W entry;
    BOOL is_there, found = FALSE;
    HANDLE processes = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (processes == INVALID_HANDLE_VALUE)
        return FALSE;
    entry.dwSize = sizeof entry;
    for (is_there = Process32FirstW(processes, &entry); is_there && !found; is_there = Process32NextW(processes, &entry))
        found = is_ours(entry.szExeFile);
    CloseHandle(processes);
    return found;
}

__declspec(dllexport) UINT __stdcall RefuseWhileRunning(MSIHANDLE install) {
    return is_running() ? refuse(install, RUNNING) : ERROR_SUCCESS;
}

/* Feeds the stream of a record to a hash. */
static BOOL hash_stream(MSIHANDLE record, BCRYPT_HASH_HANDLE hash) {
    static char piece[1 << 16];
    DWORD size;
    do {
        size = sizeof piece;
        if (MsiRecordReadStream(record, 1, piece, &size) != ERROR_SUCCESS)
            return FALSE;
        if (size && BCryptHashData(hash, (PUCHAR)piece, size, 0) != 0)
            return FALSE;
    } while (size);
    return TRUE;
}

static BOOL hash_cabinet(MSIHANDLE install, BCRYPT_HASH_HANDLE hash) {
    MSIHANDLE record = 0, view = 0, package = MsiGetActiveDatabase(install);
    BOOL is_read = MsiDatabaseOpenViewW(package, L"SELECT `Data` FROM `_Streams` WHERE `Name`='tipdesk.cab'", &view) ==
                       ERROR_SUCCESS &&
                   MsiViewExecute(view, 0) == ERROR_SUCCESS && MsiViewFetch(view, &record) == ERROR_SUCCESS &&
                   hash_stream(record, hash);
    MsiCloseHandle(record);
    MsiCloseHandle(view);
    MsiCloseHandle(package);
    return is_read;
}

/* Compares the cabinet, in which all files are, with the SHA-256 that was written beside it. */
static BOOL is_whole(MSIHANDLE install) {
    static const wchar_t DIGITS[] = L"0123456789abcdef";
    BCRYPT_ALG_HANDLE sha256 = NULL;
    BCRYPT_HASH_HANDLE hash = NULL;
    UCHAR digest[DIGEST_BYTES];
    wchar_t found[2 * DIGEST_BYTES + 1] = {0}, written[2 * DIGEST_BYTES + 1];
    DWORD size = 2 * DIGEST_BYTES + 1;
    BOOL is_hashed = BCryptOpenAlgorithmProvider(&sha256, BCRYPT_SHA256_ALGORITHM, NULL, 0) == 0 &&
                     BCryptCreateHash(sha256, &hash, NULL, 0, NULL, 0, 0) == 0 && hash_cabinet(install, hash) &&
                     BCryptFinishHash(hash, digest, DIGEST_BYTES, 0) == 0;
    int at;
    if (hash)
        BCryptDestroyHash(hash);
    if (sha256)
        BCryptCloseAlgorithmProvider(sha256, 0);
    for (at = 0; is_hashed && at < DIGEST_BYTES; at++) {
        found[2 * at] = DIGITS[digest[at] >> 4];
        found[2 * at + 1] = DIGITS[digest[at] & 15];
    }
    return is_hashed && MsiGetPropertyW(install, L"CABINETSUM", written, &size) == ERROR_SUCCESS &&
           lstrcmpW(found, written) == 0;
}

__declspec(dllexport) UINT __stdcall RefuseDamaged(MSIHANDLE install) {
    return is_whole(install) ? ERROR_SUCCESS : refuse(install, DAMAGED);
}
