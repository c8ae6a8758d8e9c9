; What Windows is told of an installed TIPdesk: where it lies, how it is taken away, its entry in the Start menu, and
; what our files are called (EachFileType is made from `installer.packages.file_types`). SHCTX is the registry of everybody or of this account, as was chosen.

!macro NameFileType suffix text
  WriteRegStr SHCTX "Software\Classes\TIPdesk${suffix}" "" "${text}"
  WriteRegStr SHCTX "Software\Classes\TIPdesk${suffix}\DefaultIcon" "" "$INSTDIR\tipdesk.exe,0"
  WriteRegStr SHCTX "Software\Classes\TIPdesk${suffix}\shell\open\command" "" '"$INSTDIR\tipdesk.exe"'
  WriteRegStr SHCTX "Software\Classes\${suffix}\OpenWithProgids" "TIPdesk${suffix}" ""
  ReadRegStr $0 SHCTX "Software\Classes\${suffix}" ""
  ${If} $0 == ""
    WriteRegStr SHCTX "Software\Classes\${suffix}" "" "TIPdesk${suffix}"
  ${EndIf}
!macroend

!macro ForgetFileType suffix text
  DeleteRegKey SHCTX "Software\Classes\TIPdesk${suffix}"
  DeleteRegValue SHCTX "Software\Classes\${suffix}\OpenWithProgids" "TIPdesk${suffix}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\${suffix}\OpenWithProgids"
  ReadRegStr $0 SHCTX "Software\Classes\${suffix}" ""
  ${If} $0 == "TIPdesk${suffix}"
    DeleteRegValue SHCTX "Software\Classes\${suffix}" ""
  ${EndIf}
  DeleteRegKey /ifempty SHCTX "Software\Classes\${suffix}"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function Register
  WriteRegStr SHCTX "${KEY}" "Folder" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "Version" "${VERSION}"
  WriteRegDWORD SHCTX "${KEY}" "Build" ${BUILD}
  CreateShortcut "$SMPROGRAMS\TIPdesk.lnk" "$INSTDIR\tipdesk.exe" "" "$INSTDIR\tipdesk.exe" 0 SW_SHOWNORMAL "" "Case records on human trafficking"
  !insertmacro EachFileType NameFileType
  StrCpy $1 "/CURRENTUSER"
  ${If} $Scope == "all"
    StrCpy $1 "/ALLUSERS"
  ${EndIf}
  WriteRegStr SHCTX "${REMOVAL}" "DisplayName" "TIPdesk"
  WriteRegStr SHCTX "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${REMOVAL}" "DisplayIcon" "$INSTDIR\tipdesk.exe,0"
  WriteRegStr SHCTX "${REMOVAL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe" $1'
  WriteRegStr SHCTX "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S $1'
  WriteRegDWORD SHCTX "${REMOVAL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${REMOVAL}" "NoModify" 1
  WriteRegDWORD SHCTX "${REMOVAL}" "NoRepair" 1
  !insertmacro TellExplorer
FunctionEnd

Function un.Unregister
  Delete "$SMPROGRAMS\TIPdesk.lnk"
  !insertmacro EachFileType ForgetFileType
  DeleteRegKey SHCTX "${REMOVAL}"
  DeleteRegKey SHCTX "${KEY}"
  !insertmacro TellExplorer
FunctionEnd
