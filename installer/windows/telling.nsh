; How setup says a sentence: in a box, or without a window on standard error and in a file.

!macro Telling un
  ; Says $Refusal where there is no window to say it in.
  Function ${un}Say
    Push $0
    ; A program with windows has no terminal: borrow that of whoever started it. Fails where standard error leads to a
    ; file, which is as well.
    System::Call 'kernel32::AttachConsole(i -1)'
    System::Call 'kernel32::GetStdHandle(i -12) p.r0'
    ${If} $0 <> 0
      FileWrite $0 "$Refusal$\r$\n"
    ${EndIf}
    FileOpen $0 "$TEMP\TIPdesk-setup.log" w
    FileWriteUTF16LE /BOM $0 "$Refusal$\r$\n"
    FileClose $0
    Pop $0
  FunctionEnd

  ; Takes the folder away again that was made to see whether it can be.
  Function ${un}Unmake
    ${If} $INSTDIR != ""
      RMDir "$INSTDIR\${NEW}"
    ${EndIf}
    ${If} $IsMade == "yes"
      RMDir "$INSTDIR"
    ${EndIf}
  FunctionEnd

  ; Says $Refusal and ends, with nothing changed.
  Function ${un}Refuse
    ${If} ${Silent}
      Call ${un}Say
    ${Else}
      MessageBox MB_OK|MB_ICONSTOP "$Refusal"
    ${EndIf}
    Call ${un}Unmake
    SetErrorLevel ${STATUS_REFUSED}
    Quit
  FunctionEnd
!macroend

!insertmacro Telling ""
!insertmacro Telling "un."

; Homes are never touched, and whoever takes TIPdesk away is told where they lie.
Function un.SayHomes
  ${If} $Scope == "me"
    StrCpy $Refusal "Homes, with the cases in them, were kept. Unless another folder was chosen, yours is $Home. Whoever decides that no case is needed any more deletes it by hand."
  ${Else}
    StrCpy $Refusal "Homes, with the cases in them, were kept. Unless another folder was chosen, each account's is AppData\Local\tipdesk in its own folder (%LOCALAPPDATA%\tipdesk). Whoever decides that no case is needed any more deletes it by hand."
  ${EndIf}
  ${If} ${Silent}
    Call un.Say
  ${EndIf}
FunctionEnd
