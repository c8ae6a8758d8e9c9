; setup.exe: puts TIPdesk on one PC, for everybody on it or for one account, and takes it off again.
;
; Nothing is ever half installed. The files are unpacked into a folder beside the installed ones; only when all of them
; are there do the two change places, by renaming, and where one cannot be renamed all go back. An older build is not
; put over a newer one, nor anything over a TIPdesk that runs. Homes, where the cases lie, are nobody's business here.
;
; Switches: /S (no window), /ALLUSERS or /CURRENTUSER, /D=FOLDER (the last one).
; Exit status: 0 done; 1 given up by the person; 2 damaged, or the files could not be unpacked; 3 another reason, with a
; sentence. Without a window the sentence goes to standard error and to %TEMP%\TIPdesk-setup.log.
;
; Made by makensis with: VERSION, NUMBERS (0.1.0.937), BUILD, FOLDER (the files), BYTES and KILOBYTES (their size), ICON,
; SIDE (a picture), PUBLISHER, RIGHTS, SOURCES (this folder),
; TYPES (a file with the macro EachFileType), OUT; and TRIAL for one that is made in a moment, and is larger.

Unicode true
Target amd64-unicode
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "nsDialogs.nsh"

Name "TIPdesk"
Caption "TIPdesk ${VERSION} Setup"
OutFile "${OUT}"
RequestExecutionLevel highest
CRCCheck force
!ifdef TRIAL
  SetCompress off
!else
  SetCompressor /SOLID /FINAL lzma
  SetCompressorDictSize 64 ; reaches over both programs, which hold the same modules
!endif
SetDateSave on
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "
ManifestDPIAware true
ManifestLongPathAware true

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "TIPdesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "TIPdesk Setup"
VIAddVersionKey "FileVersion" "${NUMBERS}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${RIGHTS}"

!define KEY "Software\TIPdesk"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\TIPdesk"
!define LIST "SHA256SUMS"
!define NEW ".tipdesk-new"
!define OLD ".tipdesk-old"
!define LEAST_WINDOWS 18362
!define SPARE_BYTES 20000000
!define STATUS_REFUSED 3

Var Scope     ; "all" or "me"
Var IsAdmin   ; "yes" where this process may install for everybody
Var Chosen    ; the folder after /D=, or nothing
Var Refusal   ; why it cannot be done, or nothing
Var IsMade    ; "yes" where this setup made the folder
Var Home      ; where this account's cases lie unless another folder was chosen
Var Radio

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

Page custom ScopePage ScopePageLeft
!define MUI_PAGE_CUSTOMFUNCTION_PRE FolderPage
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderPageLeft
!define MUI_DIRECTORYPAGE_TEXT_TOP "TIPdesk is installed into the folder below, which must be empty or hold an earlier TIPdesk. Cases are kept elsewhere, in each officer's home, and setup does not touch them."
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "TIPdesk ${VERSION} is installed"
!define MUI_FINISHPAGE_TEXT "TIPdesk stands in the Start menu. Cases and settings of an earlier version are as they were."
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "TIPdesk is taken off this PC. Homes, with the cases in them, are kept."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "TIPdesk is taken off this PC"
!define MUI_FINISHPAGE_TEXT "$Refusal"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"

!include "${SOURCES}/telling.nsh"
!include "${SOURCES}/swapping.nsh"
!include "${TYPES}"
!include "${SOURCES}/registering.nsh"
!include "${SOURCES}/checking.nsh"
!include "${SOURCES}/asking.nsh"

Function .onInit
  SetRegView 64
  Call FindFolder
  StrCpy $Home "$LOCALAPPDATA\tipdesk"
  Call FindRights
  Call CheckSystem
  Call ChooseScope
  Call ChooseFolder
FunctionEnd

Section "TIPdesk"
  AddSize ${KILOBYTES}
  Call CheckFolder
  ${If} $Refusal != ""
    Call Refuse
  ${EndIf}
  Call Repair
  Call Unpack
  Call Swap
  Call Register
SectionEnd

; Reached where a file could not be unpacked: the new folder goes, and what was installed is as it was.
Function .onInstFailed
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\${NEW}"
  Call Unmake
  StrCpy $Refusal "The files of TIPdesk could not be unpacked into $INSTDIR: its disk is full, or this setup is damaged. Make room, or fetch setup again, and start it once more. What was installed before is as it was."
  ${If} ${Silent}
    Call Say
  ${Else}
    MessageBox MB_OK|MB_ICONSTOP "$Refusal"
  ${EndIf}
FunctionEnd

; Everything into the folder beside. Where a file cannot be written, NSIS ends the section and calls .onInstFailed.
Function Unpack
  ClearErrors
  SetOutPath "$INSTDIR\${NEW}"
  File /r "${FOLDER}/*"
  WriteUninstaller "$INSTDIR\${NEW}\uninstall.exe"
  SetOutPath "$TEMP" ; a folder in which a process stands cannot be renamed
  ${If} ${Errors}
    Abort
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Home "$LOCALAPPDATA\tipdesk"
  Call un.FindRights
  Call un.FindScope
FunctionEnd

Section "Uninstall"
  Call un.CheckRemoval
  ${If} $Refusal != ""
    Call un.Refuse
  ${EndIf}
  SetOutPath "$TEMP"
  Call un.Repair
  Call un.TakeAway
  Call un.Unregister
  Call un.SayHomes
SectionEnd
