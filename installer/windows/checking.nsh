; Whether it can be done at all, asked before anything is changed. Each check leaves a sentence in $Refusal, or nothing.

!macro Rights un
  Function ${un}FindRights
    UserInfo::GetAccountType
    Pop $IsAdmin
    ${If} $IsAdmin == "Admin"
      StrCpy $IsAdmin "yes"
    ${Else}
      StrCpy $IsAdmin "no"
    ${EndIf}
  FunctionEnd

  ; A program that runs may not be written to. It is opened for that, and nothing is written.
  Function ${un}CheckRunning
    !insertmacro CheckNotRunning "tipdesk.exe"
    !insertmacro CheckNotRunning "tipdesk-cli.exe"
  FunctionEnd
!macroend

!macro CheckNotRunning name
  ${If} $Refusal == ""
  ${AndIf} ${FileExists} "$INSTDIR\${name}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${name}" a
    ${If} ${Errors}
      StrCpy $Refusal "TIPdesk is running (${name} in $INSTDIR), or may not be changed by this account. Lock and close it in every account of this PC, end a headquarters that is served here, and start this once more. Nothing was changed."
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

!insertmacro Rights ""
!insertmacro Rights "un."

Function CheckSystem
  ; Every byte of this file counts: NSIS leaves the first 512 out of its own check, and the sum in the head of a program
  ; for Windows covers them.
  System::Call 'imagehlp::MapFileAndCheckSumW(w "$EXEPATH", *i .r0, *i .r1) i.r2'
  ${If} $2 = 0
  ${AndIf} $0 <> $1
    StrCpy $Refusal "This setup is damaged: a byte of it was altered since it was made. Fetch it again. Nothing was changed."
    Call Refuse
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${LEAST_WINDOWS}
    StrCpy $Refusal "TIPdesk needs Windows 10, version 1903 or later. Update Windows, and start setup once more. Nothing was changed."
    Call Refuse
  ${EndIf}
FunctionEnd

; Everything that depends on where it is to go. Needs $INSTDIR and the context of $Scope.
Function CheckFolder
  StrCpy $Refusal ""
  Call CheckEarlier
  Call CheckPlace
  Call CheckRunning
  Call CheckRoom
FunctionEnd

; Another TIPdesk of this PC: one that was deployed, a newer one, or one in another folder.
Function CheckEarlier
  ReadRegStr $0 HKLM "${KEY}" "Package"
  ${If} $0 == "msi"
  ${AndIf} $Scope == "all"
    StrCpy $Refusal "TIPdesk was installed on this PC from its .msi package. Update it with a newer .msi, or take it away in Windows' list of apps first. Nothing was changed."
    Return
  ${EndIf}
  ReadRegDWORD $0 SHCTX "${KEY}" "Build"
  ReadRegStr $1 SHCTX "${KEY}" "Folder"
  ${If} ${FileExists} "$INSTDIR\${LIST}"
    Call BuildInFolder
    ${If} $2 > $0
      StrCpy $0 $2
    ${EndIf}
  ${ElseIfNot} ${FileExists} "$1\${LIST}"
  ${AndIfNot} ${FileExists} "$1\${OLD}\${LIST}"
    StrCpy $0 0 ; the folder was deleted by hand
  ${EndIf}
  ${If} $0 > ${BUILD}
    StrCpy $Refusal "A newer TIPdesk (build $0) is installed, and this is build ${BUILD}. Keep the newer one; to go back, take it away in Windows' list of apps first and start this setup then. Nothing was changed."
    Return
  ${EndIf}
  ${If} $0 > 0
  ${AndIf} $1 != ""
  ${AndIf} $1 != $INSTDIR
  ${AndIf} ${FileExists} "$1\${LIST}"
    StrCpy $Refusal "TIPdesk is installed in $1. Update it there, or take it away in Windows' list of apps before it goes to another folder. Nothing was changed."
  ${EndIf}
FunctionEnd

; Leaves in $2 the build of the program in the folder, the last number of its version.
Function BuildInFolder
  StrCpy $3 0
  GetDLLVersion "$INSTDIR\tipdesk.exe" $2 $3
  IntOp $2 $3 & 0xFFFF
  ClearErrors
FunctionEnd

; The folder: no home, nobody else's files, and one that may be written to.
Function CheckPlace
  ${If} $Refusal != ""
    Return
  ${EndIf}
  StrLen $0 $Home
  StrCpy $1 "$INSTDIR\" $0
  StrCpy $2 "$INSTDIR\" 1 $0
  ${If} $1 == $Home
  ${AndIf} $2 == "\"
  ${OrIf} ${FileExists} "$INSTDIR\store.db"
  ${OrIf} ${FileExists} "$INSTDIR\slots"
    StrCpy $Refusal "$INSTDIR is a home, where cases lie. Choose another folder for the program. Nothing was changed."
    Return
  ${EndIf}
  Call CheckStrangers
  ${If} $Refusal != ""
    Return
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\*.*"
    StrCpy $IsMade "yes"
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR\${NEW}"
  ${If} ${Errors}
    StrCpy $Refusal "This account may not write to $INSTDIR, or its disk is full. Choose another folder, or start setup as an administrator. Nothing was changed."
  ${EndIf}
FunctionEnd

; In a folder without our list nothing may lie but what a setup that was cut short, or a removal, leaves behind.
Function CheckStrangers
  ${If} ${FileExists} "$INSTDIR\${LIST}"
    Return
  ${EndIf}
  ClearErrors
  FindFirst $0 $1 "$INSTDIR\*.*"
  ${DoUntil} ${Errors}
    StrCpy $2 $1 5
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "${NEW}"
    ${AndIf} $1 != "${OLD}"
    ${AndIf} $1 != "uninstall.exe"
    ${AndIf} $2 != "kept-"
    ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\tipdesk.exe"
      StrCpy $Refusal "$INSTDIR holds other files. Choose an empty folder for the program. Nothing was changed."
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  ClearErrors
FunctionEnd

Function CheckRoom
  ${If} $Refusal != ""
    Return
  ${EndIf}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r0, p 0, p 0) i.r1'
  System::Int64Op ${BYTES} + ${SPARE_BYTES}
  Pop $2
  System::Int64Op $0 < $2
  Pop $3
  ${If} $1 <> 0
  ${AndIf} $3 <> 0
    System::Int64Op $2 / 1000000
    Pop $2
    System::Int64Op $0 / 1000000
    Pop $0
    StrCpy $Refusal "The disk of $INSTDIR has $0 MB left, and TIPdesk needs $2 MB to be unpacked. Make room, and start setup once more. Nothing was changed."
  ${EndIf}
FunctionEnd

Function un.CheckRemoval
  StrCpy $Refusal ""
  ${IfNot} ${FileExists} "$INSTDIR\${LIST}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\*.*"
    StrCpy $Refusal "There is no TIPdesk in $INSTDIR. Nothing was changed."
    Return
  ${EndIf}
  ${If} $Scope == "all"
  ${AndIf} $IsAdmin != "yes"
    StrCpy $Refusal "TIPdesk is installed for everybody on this PC: an administrator takes it away. Nothing was changed."
    Return
  ${EndIf}
  Call un.CheckRunning
FunctionEnd
