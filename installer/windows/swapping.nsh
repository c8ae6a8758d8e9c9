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
!macro MoveOut name
  Push "$INSTDIR\${name}"
  Push "$INSTDIR\${NEW}\${name}"
  Call ${PART}Move
!macroend
!macro MoveBack name
  Push "$INSTDIR\${OLD}\${name}"
  Push "$INSTDIR\${name}"
  Call ${PART}Move
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
  ; empty. A line of the list is a SHA-256, two spaces and a name.
  Function ${un}DeleteListed
    Exch $0
    Push $1
    Push $2
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
    ClearErrors
    Pop $2
    Pop $1
    Pop $0
  FunctionEnd

  ; Puts in place of a name with slashes, on the stack, that of the folder it lies in, or nothing.
  Function ${un}Above
    Exch $0
    Push $1
    ${Do}
      StrCpy $1 $0 1 -1
      StrCpy $0 $0 -1
      ${If} $1 == "/"
      ${OrIf} $0 == ""
        ${Break}
      ${EndIf}
    ${Loop}
    Pop $1
    Exch $0
  FunctionEnd

  ; Puts right what a power cut left: an earlier setup that stopped between two renames had not yet given its word.
  Function ${un}Repair
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\${OLD}\*.*"
      ${If} ${FileExists} "$INSTDIR\${OLD}\tipdesk.exe"
      ${AndIfNot} ${FileExists} "$INSTDIR\tipdesk.exe"
        !insertmacro EachName MoveOut
        ClearErrors
        !insertmacro EachNameBack MoveBack
      ${EndIf}
      Push "$INSTDIR\${OLD}"
      Call ${un}DeleteListed
    ${EndIf}
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
    ClearErrors
    !insertmacro EachName MoveOut
    ClearErrors
    !insertmacro EachNameBack MoveBack
    RMDir "$INSTDIR\${OLD}"
    RMDir /r "$INSTDIR\${NEW}"
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
    ClearErrors
    !insertmacro EachNameBack MoveBack
    RMDir "$INSTDIR\${OLD}"
    StrCpy $Refusal "A file of TIPdesk in $INSTDIR is held by another program. Close it, or start the PC afresh, and take TIPdesk away then. It is installed as it was."
    Call un.Refuse
  ${EndIf}
  Push "$INSTDIR\${OLD}"
  Call un.DeleteListed
  RMDir "$INSTDIR"
FunctionEnd
!undef PART
