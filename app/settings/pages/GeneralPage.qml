import QtQuick
import Deepwell.Settings
import Deepwell.Style

// How the window looks and speaks.
Column {
    id: root

    SettingsSection {
        title: qsTr("Appearance")

        SettingRow {
            name: qsTr("Theme")
            about: qsTr("System follows the desktop")
            ChoiceBar {
                current: Preferences.theme
                choices: [
                    { value: "system", words: qsTr("System"), icon: "monitor" },
                    { value: "light", words: qsTr("Light"), icon: "sun" },
                    { value: "dark", words: qsTr("Dark"), icon: "moon" }
                ]
                onChosen: value => Preferences.theme = value
            }
        }
        SliderRow {
            slideName: "fontSizeSlider"
            name: qsTr("Text size")
            about: qsTr("Of the messages; Ctrl and + or −")
            from: 11
            to: 24
            step: 1
            decimals: 0
            value: Preferences.fontSize
            onMoved: value => Preferences.fontSize = value
        }
        SettingRow {
            name: qsTr("Language")
            ChoiceMenu {
                objectName: "languageChoice"
                Accessible.name: qsTr("Language")
                current: Preferences.language
                choices: [
                    { value: "system", words: qsTr("As the desktop") },
                    { value: "en", words: "English" },
                    { value: "de", words: "Deutsch" },
                    { value: "fr", words: "Français" },
                    { value: "es", words: "Español" },
                    { value: "zh_CN", words: "简体中文" }
                ]
                onChosen: value => Preferences.language = value
            }
        }
    }
    SettingsSection {
        title: qsTr("Instructions")

        SettingRow {
            name: qsTr("Instructions for all models")
            about: qsTr("The system prompt: what a model is told before every chat. A model's preset can have another one")
            PromptBox {
                width: root.width
                fieldName: "instructionsBox"
                label: qsTr("Instructions for all models")
                placeholder: qsTr("For example: Answer in short sentences.")
                text: Preferences.instructions
                onEdited: text => Preferences.instructions = text
            }
        }
    }
    SettingsSection {
        title: qsTr("Chats")

        SettingRow {
            name: qsTr("Titles by the model")
            about: qsTr("The loaded model names a new chat while it has nothing else to do; the pocket model cannot. Off: by the first line")
            Toggle {
                objectName: "modelTitlesSwitch"
                text: qsTr("Titles by the model")
                checked: Preferences.modelTitles
                onToggled: Preferences.modelTitles = checked
            }
        }
        SettingRow {
            name: qsTr("Send messages with")
            about: qsTr("Shift+Enter always makes a new line; where Ctrl+Enter sends, Enter does too")
            ChoiceMenu {
                objectName: "sendKeyChoice"
                Accessible.name: qsTr("Send messages with")
                current: Preferences.enterSends ? "enter" : "ctrlEnter"
                choices: [{ value: "enter", words: qsTr("Enter") }, { value: "ctrlEnter", words: qsTr("Ctrl+Enter") }]
                onChosen: value => Preferences.enterSends = value === "enter"
            }
        }
    }
    SettingsSection {
        title: qsTr("Start")

        SettingRow {
            name: qsTr("Load the last model at start")
            about: qsTr("Off: the window opens without a model, and offers it")
            Toggle {
                objectName: "loadAtStartSwitch"
                text: qsTr("Load the last model at start")
                checked: Preferences.loadAtStart
                onToggled: Preferences.loadAtStart = checked
            }
        }
    }
}
