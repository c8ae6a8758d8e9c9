; How one set of files takes the place of another: by renaming, all or none.

; The names in the folder that are TIPdesk's. The programs come first, and so go first and return last: while the others
; change places there is no program that could be started among half of its files.
!macro EachName deed
  !insertmacro ${deed} "tipdesk.exe"
  !insertmacro ${deed} "tipdesk-cli.exe"
  !insertmacro ${deed} "_internal"
  !insertmacro ${deed} "LICENSE.txt"
  !insertmacro ${deed} "THIRD-PARTY.txt"
  !insertmacro ${deed} "uninstall.exe"
  !insertmacro ${deed} "${LIST}"
!macroend
!macro EachNameBack deed
  !insertmacro ${deed} "${LIST}"
  !insertmacro ${deed} "uninstall.exe"
  !insertmacro ${deed} "THIRD-PARTY.txt"
  !insertmacro ${deed} "LICENSE.txt"
  !insertmacro ${deed} "_internal"
  !insertmacro ${deed} "tipdesk-cli.exe"
  !insertmacro ${deed} "tipdesk.exe"
!macroend

!macro MoveAside name
  Push "$INSTDIR\${name}"
  Push "$INSTDIR\${OLD}\${name}"
  Call ${PART}Move
!macroend
!macro MoveIn name
  Push "$INSTDIR\${NEW}\${name}"
  Push "$INSTDIR\${name}"
  Call ${PART}Move
!macroend
; What was set aside comes back, and what had taken its place goes.
!macro PutBack name
  ${If} ${FileExists} "$INSTDIR\${OLD}\${name}"
    Push "$INSTDIR\${name}"
    Push "$INSTDIR\${NEW}\${name}"
    Call ${PART}Move
    Push "$INSTDIR\${OLD}\${name}"
    Push "$INSTDIR\${name}"
    Call ${PART}Move
  ${EndIf}
!macroend

!macro Swapping un
  ; Renames what is on the stack, from and to, unless an error stands or it is not there. A scanner that holds a file is
  ; waited out for three seconds.
  Function ${un}Move
    Exch $1 ; to
    Exch
    Exch $0 ; from
    Push $2
    ${IfNot} ${Errors}
    ${AndIf} ${FileExists} "$0"
      ${For} $2 1 12
        ClearErrors
        Rename "$0" "$1"
        ${IfNot} ${Errors}
          ${Break}
        ${EndIf}
        Sleep 250
      ${Next}
    ${EndIf}
    Pop $2
    Pop $0
    Pop $1
  FunctionEnd

  ; Deletes in the folder on the stack what its list names, and nothing else: each file, and each folder once it is
  ; empty. A line of the list is a SHA-256, two spaces and a name. The program goes first, so that `Repair` knows that
  ; what it finds is not to come back. Where somebody laid other files, they stay, in a folder called kept.
  Function ${un}DeleteListed
    Exch $0
    Push $1
    Push $2
    Delete "$0\tipdesk.exe"
    ClearErrors
    FileOpen $1 "$0\${LIST}" r
    ${IfNot} ${Errors}
      ${Do}
        ClearErrors
        FileRead $1 $2
        ${If} ${Errors}
          ${Break}
        ${EndIf}
        StrCpy $2 $2 -1 66 ; without its line end
        ${WordReplace} $2 "/" "\" "+" $2
        Delete "$0\$2"
        ${Do}
          Push $2
          Call ${un}Above
          Pop $2
          ${If} $2 == ""
            ${Break}
          ${EndIf}
          RMDir "$0\$2"
        ${Loop}
      ${Loop}
      FileClose $1
    ${EndIf}
    Delete "$0\uninstall.exe"
    Delete "$0\${LIST}"
    RMDir "$0"
    StrCpy $1 1
    ${While} ${FileExists} "$INSTDIR\kept-$1\*.*"
      IntOp $1 $1 + 1
    ${EndWhile}
    ${If} ${FileExists} "$0\*.*"
      Rename "$0" "$INSTDIR\kept-$1"
    ${EndIf}
    ClearErrors
    Pop $2
    Pop $1
    Pop $0
  FunctionEnd

  ; Puts in place of a path, on the stack, that of the folder it lies in, or nothing.
  Function ${un}Above
    Exch $0
    Push $1
    ${Do}
      StrCpy $1 $0 1 -1
      StrCpy $0 $0 -1
      ${If} $1 == "\"
      ${OrIf} $0 == ""
        ${Break}
      ${EndIf}
    ${Loop}
    Pop $1
    Exch $0
  FunctionEnd

  ; Puts right what a power cut left. A program in place says that the new files are all there, or that none were moved;
  ; one set aside, with none in place, that the files are in between.
  Function ${un}Repair
    ${If} ${FileExists} "$INSTDIR\${OLD}\*.*"
      ${If} ${FileExists} "$INSTDIR\${OLD}\tipdesk.exe"
      ${AndIfNot} ${FileExists} "$INSTDIR\tipdesk.exe"
        Call ${un}PutAllBack
      ${Else}
        Push "$INSTDIR\${OLD}"
        Call ${un}DeleteListed
      ${EndIf}
    ${EndIf}
    RMDir /r "$INSTDIR\${NEW}"
    ClearErrors
  FunctionEnd

  Function ${un}PutAllBack
    ClearErrors
    CreateDirectory "$INSTDIR\${NEW}"
    !insertmacro EachNameBack PutBack
    RMDir "$INSTDIR\${OLD}"
    RMDir /r "$INSTDIR\${NEW}"
    ClearErrors
  FunctionEnd
!macroend

!define PART ""
!insertmacro Swapping ""

; Old files aside, new ones in; where one does not move, everything goes back and the new folder with it.
Function Swap
  ClearErrors
  CreateDirectory "$INSTDIR\${OLD}"
  !insertmacro EachName MoveAside
  !insertmacro EachNameBack MoveIn
  ${If} ${Errors}
    Call PutAllBack
    StrCpy $Refusal "A file of TIPdesk in $INSTDIR is held by another program. Close it, or start the PC afresh, and start setup once more. What was installed before is as it was."
    Call Refuse
  ${EndIf}
  RMDir "$INSTDIR\${NEW}"
  Push "$INSTDIR\${OLD}"
  Call DeleteListed
FunctionEnd
!undef PART

!define PART "un."
!insertmacro Swapping "un."

Function un.TakeAway
  ClearErrors
  CreateDirectory "$INSTDIR\${OLD}"
  !insertmacro EachName MoveAside
  ${If} ${Errors}
    Call un.PutAllBack
    StrCpy $Refusal "A file of TIPdesk in $INSTDIR is held by another program. Close it, or start the PC afresh, and take TIPdesk away then. It is installed as it was."
    Call un.Refuse
  ${EndIf}
  Push "$INSTDIR\${OLD}"
  Call un.DeleteListed
  RMDir "$INSTDIR"
FunctionEnd
!undef PART
