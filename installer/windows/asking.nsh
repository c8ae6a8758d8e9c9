; For whom and where: by switches, by what is installed, and by the pages of the wizard.

; NSIS reads /D= only where no quotes stand around it, and scripts put them there for a folder with a space in its name.
Function FindFolder
  StrCpy $Chosen $INSTDIR
  StrCpy $0 0
  ${While} $Chosen == ""
    StrCpy $1 $CMDLINE 4 $0
    ${If} $1 == '"/D='
      IntOp $0 $0 + 4
      StrCpy $Chosen $CMDLINE "" $0
      StrCpy $Chosen $Chosen -1 ; without the quote behind it
    ${ElseIf} $1 == ""
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
  ${EndWhile}
FunctionEnd

Function ChooseScope
  ${GetParameters} $0
  StrCpy $Scope ""
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "all"
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CURRENTUSER" $1
  ${IfNot} ${Errors}
    ${If} $Scope == "all"
      StrCpy $Refusal "/ALLUSERS and /CURRENTUSER were both given. Give one of them. Nothing was changed."
      Call Refuse
    ${EndIf}
    StrCpy $Scope "me"
  ${EndIf}
  ${If} $Scope == "all"
  ${AndIf} $IsAdmin != "yes"
    StrCpy $Refusal "Only an administrator can install TIPdesk for everybody on this PC. Start setup as an administrator, or with /CURRENTUSER for this account alone. Nothing was changed."
    Call Refuse
  ${EndIf}
  ${If} $Scope == ""
    Call GuessScope
  ${EndIf}
  Call UseScope
FunctionEnd

; Where nothing was asked for: as it is installed, and else for as many as this account may install for.
Function GuessScope
  StrCpy $Scope "me"
  ReadRegStr $0 HKCU "${KEY}" "Folder"
  ${If} $IsAdmin == "yes"
    ReadRegStr $1 HKLM "${KEY}" "Folder"
    ${If} $0 == ""
    ${OrIf} $1 != ""
      StrCpy $Scope "all"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function UseScope
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

Function ChooseFolder
  ${If} $Chosen != ""
    StrCpy $INSTDIR $Chosen
    Return
  ${EndIf}
  ReadRegStr $INSTDIR SHCTX "${KEY}" "Folder"
  ${If} $INSTDIR == ""
    ${If} $Scope == "all"
      StrCpy $INSTDIR "$PROGRAMFILES64\TIPdesk"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\TIPdesk"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Asked of whoever has the choice: with an administrator's rights, and without a switch.
Function ScopePage
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/CURRENTUSER" $1
  ${IfNot} ${Errors}
  ${OrIf} $IsAdmin != "yes"
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "For whom?" "Each account has its own cases, whoever the program is installed for."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 0 100% 14u "For &everybody on this PC (recommended)"
  Pop $Radio
  ${NSD_CreateRadioButton} 0 18u 100% 14u "For &this account alone"
  Pop $1
  ${If} $Scope == "all"
    ${NSD_Check} $Radio
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ScopePageLeft
  ${NSD_GetState} $Radio $0
  StrCpy $Scope "me"
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Scope "all"
  ${EndIf}
  Call UseScope
  Call ChooseFolder
FunctionEnd

; An installed TIPdesk is updated where it lies.
Function FolderPage
  ReadRegStr $0 SHCTX "${KEY}" "Folder"
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$0\${LIST}"
    Abort
  ${EndIf}
FunctionEnd

Function FolderPageLeft
  Call CheckFolder
  ${If} $Refusal != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Refusal"
    Call Unmake
    Abort
  ${EndIf}
FunctionEnd

Function un.FindScope
  ${GetParameters} $0
  StrCpy $Scope "all"
  ClearErrors
  ${GetOptions} $0 "/CURRENTUSER" $1
  ${IfNot} ${Errors}
    StrCpy $Scope "me"
  ${EndIf}
  ReadRegStr $1 HKCU "${KEY}" "Folder"
  ${If} $1 == $INSTDIR
    StrCpy $Scope "me"
  ${EndIf}
  ${If} $Scope == "all"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd
