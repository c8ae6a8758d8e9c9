/* Asked by the .msi before anything is changed: does a TIPdesk run on this PC, in whichever account?
 *
 * Windows Installer would put new files in place of those in use at the next start of the PC, and until then half of
 * either would lie there. So it is not begun: the sentence goes to the window, or, where there is none, to the log.
 */
#include <windows.h>
#include <msiquery.h>
#include <tlhelp32.h>

static const wchar_t SENTENCE[] =
    L"TIPdesk is running on this PC. Lock and close it in every account, end a headquarters that is served here, and "
    L"start this once more. Nothing was changed.";

static BOOL is_ours(const wchar_t *name) {
    return lstrcmpiW(name, L"tipdesk.exe") == 0 || lstrcmpiW(name, L"tipdesk-cli.exe") == 0;
}

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
    MSIHANDLE record;
    if (!is_running())
        return ERROR_SUCCESS;
    record = MsiCreateRecord(1);
    if (record) {
        MsiRecordSetStringW(record, 0, SENTENCE);
        MsiProcessMessage(install, INSTALLMESSAGE_ERROR | (INSTALLMESSAGE)(MB_OK | MB_ICONERROR), record);
        MsiCloseHandle(record);
    }
    return ERROR_INSTALL_FAILURE;
}
